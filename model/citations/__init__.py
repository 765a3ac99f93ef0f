"""What leaves bibscope: citations in any style, and records in the formats other programs read."""
