from heapq import heappop, heappush


def lowest_pass(heights: list[list[int]]) -> int:
    """Return the highest field of the walk, from top left to bottom right, whose highest field is lowest."""
    goal = (len(heights) - 1, len(heights[0]) - 1)
    queue = [(heights[0][0], 0, 0)]
    seen = {(0, 0)}
    while queue:
        highest, row, column = heappop(queue)
        if (row, column) == goal:
            return highest
        for place in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
            if place in seen or not (0 <= place[0] <= goal[0] and 0 <= place[1] <= goal[1]):
                continue
            seen.add(place)
            heappush(queue, (max(highest, heights[place[0]][place[1]]), *place))
    raise ValueError("an empty map")
