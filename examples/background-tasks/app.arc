# one project for the tutorial's three
@app
background-tasks

# the routes
@http
get /
post /yolo

# topics, each with the function that hears them
@events
yolo

# functions by name and rate
@scheduled
daily rate(1 day)

# queues, each with the function that empties them
@queues
account-signup
