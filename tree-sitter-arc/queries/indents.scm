"@" @indent.zero

(entry name: (_)) @indent.begin

(pair
  key: (_)
  (item)) @indent.begin
