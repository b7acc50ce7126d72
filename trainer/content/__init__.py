"""YAML files become personas, scenarios, rubrics, cues and lines; every fault is located."""
