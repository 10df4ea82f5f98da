def lowest_pass(heights: list[list[int]]) -> int:
    """Only ever walks right and down."""
    best: list[list[int]] = [row[:] for row in heights]
    for r, row in enumerate(heights):
        for c, height in enumerate(row):
            before = [best[r - 1][c]] if r else []
            before += [best[r][c - 1]] if c else []
            best[r][c] = max(height, min(before)) if before else height
    return best[-1][-1]
