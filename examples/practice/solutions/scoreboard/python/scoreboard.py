import sys
from collections import Counter

points: Counter[str] = Counter()
for line in sys.stdin:
    if line.strip():
        name, score = line.strip().rsplit(maxsplit=1)
        points[name.strip()] += int(score)

place = 0
last = None
for row, (name, score) in enumerate(sorted(points.items(), key=lambda item: (-item[1], item[0])), start=1):
    if score != last:
        place, last = row, score
    print(f"{place}. {name} {score}")
if not points:
    print("no scores")
