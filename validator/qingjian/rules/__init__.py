"""From a filled form to findings: kinds of rules, the rules written as code, and the runner."""
