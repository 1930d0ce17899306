# Each comment below a line says how that line is coloured.
# <- comment
@app # the name
# <- keyword.directive
#^ keyword.directive
#    ^ comment
my-app
# <- string

@http
get /users/:id
# <- function.method
#   ^ string.special.path
link /no-method
# <- property
#    ^ string
get users
# <- property
#   ^ string
/verbose
# <- string.special.path
  method post
# ^ property
#        ^ string

@events
yolo
# <- string
oh
# <- type
  src lib/oh
# ^ property
#     ^ string

@scheduled
daily rate(1 day)
# <- property
#     ^ function.call
#            ^ string
hourly
# <- type
  rate 1 hour
# ^ property
#      ^ number
#        ^ string

@tables
users
# <- type
  id *String
# ^ property
#    ^ type.builtin
  sort **Number
#      ^ type.builtin
  PointInTimeRecovery true
# ^ property
#                     ^ boolean
  name ***String
#      ^ string

@tables-indexes
users
# <- type
  email *String
#       ^ type.builtin
  projection
# ^ property
    email
#   ^ string

@aws
runtime nodejs22.x
# <- property
#       ^ string
memory 512
# <- property
#      ^ number
policies
# <- type
  architect-default-policies
# ^ string

@unheard-of
# <- keyword.directive
name
# <- string
"quoted" 'too' `and so`
# <- string
#         ^ string
#               ^ string
one
# <- type
  two 3
# ^ property
#     ^ number
