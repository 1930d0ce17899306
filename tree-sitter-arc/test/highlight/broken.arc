@app my-app
# <- keyword.directive
#     ^ error
na{me
# <- property
# ^ error
@http
get "/open
# <- property
#    ^ error
@
# <- keyword.directive
fine
# <- string
