-- May: which of these commands the user who asks may give. Runs none of them.
--
-- ARGV[1]  JSON list of commands: {"hset", "callback:1", "state", "waiting"}
-- Returns  their numbers (from 1) that are refused
--
-- redis.acl_check_cmd is there since Redis 7.0.

local refused = {}
for number, command in ipairs(cjson.decode(ARGV[1])) do
  if not redis.acl_check_cmd(unpack(command)) then refused[#refused + 1] = number end
end
return refused
