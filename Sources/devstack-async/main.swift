print("devstack-async")
