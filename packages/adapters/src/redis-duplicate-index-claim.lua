-- ARGV[1]: 1 to claim, 0 to release. ARGV[2], for each: hash of the key (6), key (2 + n), seen (6),
-- whether the posting was there (1), whether the cluster is founded (1; 2: nothing about it changes),
-- hash of the cluster (10), due time (6), checked lookups (1 + 6 each), new lookups (1 + 6 each, 255 to
-- keep them), profile and profile that is left (2 + n each), rest of the record (4 + n; none releases
-- without a trace). Reply: a byte for each.
local KEEP = 255
local GRANTED, CONFLICT, TAKEN = '\0', '\1', '\2'
local before = sequence
local dirtyLookups, dirtyClusters = {}, {}
local anyDirty, anyTaken = false, false
local results = {}
local data, at = ARGV[2], 1

local function isNews(changed, seen) return changed > seen and changed <= before end

local function leave(hash, number, profile)
  local c = clusterAt(hash)
  if not c then return end
  dirtyClusters[hash] = true
  live = live - 1
  c.members = c.members - 1
  if c.members == 0 then
    call('DEL', P .. 'c' .. hash)
    return
  end
  local others = P .. 'o' .. hash
  if number == c.first or number == c.second then
    if number == c.first then c.first = c.second end
    local third = call('LPOP', others)
    c.second = third and number5(tonumber(third)) or NOTHING
  else
    call('LREM', others, 1, string.format('%.0f', from5(number, 1)))
  end
  c.profile, c.changed = profile, sequence
  saveCluster(hash, c)
end

local function enter(hash, number, profile)
  local c = clusterAt(hash)
  live = live + 1
  if not c then c = { members = 0, first = number, second = NOTHING } end
  if c.members == 1 then c.second = number
  elseif c.members > 1 then
    call('RPUSH', P .. 'o' .. hash, string.format('%.0f', from5(number, 1)))
  end
  c.members, c.profile, c.changed = c.members + 1, profile, sequence
  saveCluster(hash, c)
end

-- A member that stays, under its new number, where it was.
local function renumber(hash, old, new, profile)
  local c = clusterAt(hash)
  if c.first == old then c.first = new
  elseif c.second == old then c.second = new
  elseif old ~= new then
    local others = P .. 'o' .. hash
    local place = call('LPOS', others, string.format('%.0f', from5(old, 1)))
    call('LSET', others, place, string.format('%.0f', from5(new, 1)))
  end
  c.profile, c.changed = profile, sequence
  saveCluster(hash, c)
end

local function homeIsAsSeen(m, seen)
  if m.cluster == GONE then return true end
  if dirtyClusters[m.cluster] then return false end
  local home = clusterAt(m.cluster)
  return home ~= nil and not isNews(home.changed, seen)
end

local function selfIsAsSeen(m, seen, wasThere)
  if not m then return wasThere == 0 end
  return not isNews(m.changed, seen) and homeIsAsSeen(m, seen)
end

local function lookupsAreAsSeen(c)
  -- Nobody else was granted anything: only claims of this call can have changed what was seen.
  local untouched = c.seen >= before
  if untouched and not anyDirty then return true end
  for from = c.checkedAt, c.checkedAt + 6 * c.checked - 1, 6 do
    local lookup = sub(data, from, from + 5)
    if dirtyLookups[lookup] then return false end
    if not untouched then
      local numbers = numbersUnder(lookup)
      for last = len(numbers) - 4, 1, -5 do
        local number = from5(numbers, last)
        if number <= c.seen then break end
        if isNews(number, c.seen) then return false end
      end
    end
  end
  return true
end

local function judge(c, m, own)
  if anyTaken then return CONFLICT end
  if not selfIsAsSeen(m, c.seen, c.wasThere) then return CONFLICT end
  if not lookupsAreAsSeen(c) then return CONFLICT end
  local target = clusterAt(c.cluster)
  if c.founds == 1 then
    if not target or (target.members == 1 and target.first == own) then return GRANTED end
    return TAKEN
  end
  if not target or dirtyClusters[c.cluster] or isNews(target.changed, c.seen) then return CONFLICT end
  return GRANTED
end

local function unstore(m, number)
  for at = 1, len(m.lookups), 6 do removeUnder(sub(m.lookups, at, at + 5), number) end
end

local function write(number, key, m)
  local head = pack('>I6I6I6', m.changed, m.order, m.due) .. m.cluster .. m.hash
  local body = pack('>I2', len(key)) .. key .. pack('>I2', len(m.lookups)) .. m.lookups
  call('SET', P .. 'm' .. number, head .. body .. m.rest)
end

local function claim(c)
  local own, record = find(c.hash, c.key)
  local m = record and parse(record)
  local verdict = judge(c, m, own)
  local lookups = c.lookups or (m and m.lookups or '')
  local hash = c.cluster
  if verdict ~= GRANTED then
    anyDirty = true
    if verdict == TAKEN then anyTaken = true end
    for from = 1, len(lookups), 6 do dirtyLookups[sub(lookups, from, from + 5)] = true end
    dirtyClusters[hash] = true
    if m and m.cluster ~= GONE then dirtyClusters[m.cluster] = true end
    return verdict
  end
  sequence = sequence + 1
  local stays = m and m.cluster == hash
  local restored = not m or m.lookups ~= lookups
  local number = restored and number5(sequence) or own
  if m and not stays and m.cluster ~= GONE then leave(m.cluster, own, c.profileLeft) end
  if restored then
    if m then
      unstore(m, own)
      removeUnder(c.hash, own)
      call('DEL', P .. 'm' .. own)
    end
    addUnder(c.hash, number)
    for from = 1, len(lookups), 6 do addUnder(sub(lookups, from, from + 5), number) end
  end
  write(number, c.key, {
    changed = sequence,
    order = stays and m.order or sequence,
    due = c.due,
    cluster = hash,
    hash = c.hash,
    lookups = lookups,
    rest = c.rest,
  })
  if restored or c.due < m.due then due(number, c.due) end
  if not stays then enter(hash, number, c.profile)
  elseif restored or c.founds ~= 2 then renumber(hash, own, number, c.profile) end
  return verdict
end

local function release(c)
  local own, record = find(c.hash, c.key)
  local m = record and parse(record)
  if not selfIsAsSeen(m, c.seen, c.wasThere) then return CONFLICT end
  if not m then return GRANTED end
  sequence = sequence + 1
  if m.cluster ~= GONE then leave(m.cluster, own, c.profileLeft) end
  unstore(m, own)
  if c.rest == '' then
    removeUnder(c.hash, own)
    call('DEL', P .. 'm' .. own)
  else
    m.changed, m.cluster, m.lookups, m.rest = sequence, GONE, '', c.rest
    write(own, m.key, m)
  end
  return GRANTED
end

local function text(format)
  local length, from = unpack_(format, data, at)
  at = from + length
  return sub(data, from, at - 1)
end

local function read()
  local c = {}
  c.hash, at = unpack_('>c6', data, at)
  c.key = text('>I2')
  c.seen, c.wasThere, c.founds, c.cluster, c.due, c.checked, c.checkedAt =
    unpack_('>I6I1I1c10I6I1', data, at)
  at = c.checkedAt + 6 * c.checked
  local count = unpack_('>I1', data, at)
  at = at + 1
  if count ~= KEEP then
    c.lookups = sub(data, at, at + 6 * count - 1)
    at = at + 6 * count
  end
  c.profile, c.profileLeft, c.rest = text('>I2'), text('>I2'), text('>I4')
  return c
end

while at <= len(data) do
  local c = read()
  results[#results + 1] = ARGV[1] == '1' and claim(c) or release(c)
end
save()
return table.concat(results)
