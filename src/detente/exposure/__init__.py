"""From a measure in force to the product that stops."""
