"""The duty after a report of danger: cases, alerts until an officer has one, notice, retention."""
