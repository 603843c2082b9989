# The best of them.
# into: app/services/listing.py


class Ranking:
    def best(self, scores) -> list[int]:
        return sorted(scores, reverse=True)[0:25]
