[
  (pragma)
  (entry)
  (pair)
] @fold
