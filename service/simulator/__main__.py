"""`python -m service.simulator`: the same options as `helpline simulator`."""

from service.simulator.main import main

main()
