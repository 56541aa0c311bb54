"""The helpline: people text or call it, get facts, and reach a specialist."""
