import sys

points: dict[str, int] = {}
for line in sys.stdin:
    if line.strip():
        name, score = line.rsplit(maxsplit=1)
        points[name.strip()] = points.get(name.strip(), 0) + int(score)

# Gives the place after a tie to the next in line: 1, 2, 2, 3.
places = sorted(set(points.values()), reverse=True)
for name in sorted(points, key=lambda name: (-points[name], name)):
    print(f"{places.index(points[name]) + 1}. {name} {points[name]}")
if not points:
    print("no scores")
