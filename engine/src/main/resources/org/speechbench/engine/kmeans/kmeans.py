def placed(self, all: Tensor, x: Tensor, start: Tensor) -> Tensor:
    """Writes vectors into a range of all."""
    return all.narrow(0, int(start), x.size(0)).copy_(x)


def part(self, all: Tensor, where: Tensor) -> Tensor:
    """A number of vectors from a place on; both numbers are on the host."""
    return all.narrow(0, int(where[0]), int(where[1]))


def drawn(self, all: Tensor, rows: Tensor) -> Tensor:
    """Vectors by their rows, which are on the host."""
    return all.index_select(0, self.on_device(rows, all))


def apart(self, around: Tensor) -> Tuple[Tensor, Tensor]:
    """Centroids and their mean (K + 1, D) to centroids (K, D) and mean (1, D)."""
    k = around.size(0) - 1
    return around.narrow(0, 0, k), around.narrow(0, k, 1)


def scores(self, x: Tensor, c: Tensor) -> Tensor:
    """Vectors (N, D) and centroids (K, D) to squared distances without the vectors' own squares (N, K)."""
    cc = (c * c).sum([1]).unsqueeze(0)
    return cc - (x @ c.t()) * 2.0


def squares(self, x: Tensor, scores: Tensor) -> Tensor:
    """Squared distances (N) to the nearest centroid."""
    return torch.clamp_min((x * x).sum([1]) + scores.amin([1]), 0.0)


def assign(self, x: Tensor, around: Tensor) -> Tensor:
    """Vectors (N, D), centroids and their mean (K + 1, D) to the numbers of the nearest centroids (N)."""
    c, shift = self.apart(around)
    return self.scores(x - shift, c - shift).argmin(1)


def gather(self, x: Tensor, around: Tensor) -> Tensor:
    """Vectors (N, D) to sum (K, D) and number (K) of each centroid's members and the sum of squared distances, in fp64."""
    c, shift = self.apart(around)
    y = x - shift
    s = self.scores(y, c - shift)
    classes = torch.arange(c.size(0), dtype=4, device=x.device)
    members = (classes.unsqueeze(1) == s.argmin(1).unsqueeze(0)).float()
    inertia = self.squares(y, s).to(7).sum()
    return torch.cat([(members @ y).reshape([-1]).to(7), members.sum([1]).to(7), inertia.reshape([1])])


def farthest(self, x: Tensor, around: Tensor, count: Tensor) -> Tuple[Tensor, Tensor]:
    """Squared distances and rows of the vectors that are farthest from their centroids."""
    c, shift = self.apart(around)
    y = x - shift
    d = self.squares(y, self.scores(y, c - shift))
    values, rows = torch.topk(d, int(count))
    return values, rows


def plus_plus(self, x: Tensor, draws: Tensor) -> Tensor:
    """Vectors (N, D) and uniform numbers (K, candidates) to first centroids (K, D) by greedy k-means++."""
    n = x.size(0)
    y = x - x.mean([0], True)
    yy = (y * y).sum([1])
    first = (torch.slice(draws[0], 0, 0, 1, 1) * n).to(4)
    start = torch.clamp_max(first, n - 1)
    picked = [start]
    far = torch.full([1, n], inf, dtype=6, device=x.device)
    near = self.nearer(y, yy, start, far).index_fill(1, start, 0.0)
    for j in range(draws.size(0) - 1):
        total = torch.cumsum(near.squeeze(0).to(7), 0)
        aims = draws[j + 1] * torch.slice(total, 0, n - 1, n, 1)
        tried = torch.clamp_max(torch.searchsorted(total, aims, out_int32=False, right=True), n - 1)
        nearer = self.nearer(y, yy, tried, near)
        best = nearer.to(7).sum([1]).argmin().reshape([1])
        next = tried.index_select(0, best)
        near = nearer.index_select(0, best).index_fill(1, next, 0.0)
        picked.append(next)
    return x.index_select(0, torch.cat(picked, 0))


def nearer(self, y: Tensor, yy: Tensor, tried: Tensor, near: Tensor) -> Tensor:
    """Squared distances (candidates, N) to the nearest centroid, with each of the candidates among them."""
    c = y.index_select(0, tried)
    cc = (c * c).sum([1]).unsqueeze(1)
    d = yy.unsqueeze(0) - (c @ y.t()) * 2.0 + cc
    return torch.minimum(near, torch.clamp_min(d, 0.0))
