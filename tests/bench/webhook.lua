-- Sends signed events, each once: a line of the file is the signature, a tab, the body.
-- args: file, milliseconds each connection waits between two requests (0: none)
local threads, started = {}, 0

function setup(thread)
  thread:set("number", started)
  started = started + 1
  table.insert(threads, thread)
end

function init(args)
  events, position, refused = {}, 0, 0
  pause = tonumber(args[2])
  local count = 0
  for line in io.lines(args[1]) do
    if count % 2 == number then events[#events + 1] = line end
    count = count + 1
  end
end

function request()
  position = position + 1
  if position > #events then position = 1; repeated = true end
  local signature, body = events[position]:match("^(.-)\t(.*)$")
  local headers = {["Content-Type"] = "application/json", ["X-ZEvent-Signature"] = signature}
  return wrk.format("POST", "/zalo/webhook", headers, body)
end

function delay() return pause end

function response(status) if status ~= 200 then refused = refused + 1 end end

function done(summary, latency)
  local refused, repeated = 0, false
  for _, thread in ipairs(threads) do
    refused = refused + thread:get("refused")
    repeated = repeated or thread:get("repeated") or false
  end
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %.3f, "refused": %d, "failed": %d, "repeated": %s, "p50_ms": %.2f, "p99_ms": %.2f, "max_ms": %.2f}\n',
    summary.requests, summary.duration / 1e6, refused,
    errors.connect + errors.read + errors.write + errors.timeout, tostring(repeated),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
