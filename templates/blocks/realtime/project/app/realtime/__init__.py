"""Events as they happen: published by any process, told to whoever has a socket open."""
