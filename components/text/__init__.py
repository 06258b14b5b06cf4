"""From numbers to words: what a picture shows, what it says when it leaves the page."""
