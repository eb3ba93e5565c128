// Puts the page together.

import * as chat from "./chat.js";
import * as composer from "./composer.js";
import * as panel from "./panel.js";
import * as people from "./people.js";
import { listen, onChange } from "./store.js";

people.setUp();
composer.setUp();
panel.setUp();
chat.watchScrolling();
onChange(() => {
  people.draw();
  composer.drawSpeaker();
  chat.draw();
  panel.draw();
});
listen();
