-- Around: what is known around one person, in one round trip. Reads only.
--
-- KEYS[1] person:{person}   KEYS[2] conversation:{person}   KEYS[3] open:{person}
-- KEYS[4] seen:{request}    KEYS[5] call:{sid}              KEYS[6] duty
-- KEYS[7] waiting           KEYS[8] line
-- ARGV[1] the CallSid, or ""
-- Returns {seconds, microseconds, person, conversation, callback id, callback, reply, call,
--          duty, number ready, place in line (0: not in line)}; a missing reply is "" with flag 0.
-- The callback's key follows from open:{person}, so it is not among KEYS: no Redis Cluster.

local time = redis.call('TIME')
local callback_id = redis.call('GET', KEYS[3]) or ''
local callback = {}
if callback_id ~= '' then callback = redis.call('HGETALL', 'callback:' .. callback_id) end
local reply = redis.call('GET', KEYS[4])
local call, place = {}, 0
if ARGV[1] ~= '' then
  call = redis.call('HGETALL', KEYS[5])
  local rank = redis.call('ZRANK', KEYS[8], ARGV[1])
  if rank then place = rank + 1 end
end
return {
  time[1], time[2],
  redis.call('HGETALL', KEYS[1]), redis.call('HGETALL', KEYS[2]),
  callback_id, callback,
  reply or '', reply and 1 or 0,
  call, redis.call('HGETALL', KEYS[6]),
  redis.call('ZCARD', KEYS[7]), place,
}
