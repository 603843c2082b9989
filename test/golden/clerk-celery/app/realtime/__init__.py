"""Events over WebSockets, published by any process."""
