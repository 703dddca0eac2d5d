def scores(self, x: Tensor, c: Tensor) -> Tensor:
    cc = torch.unsqueeze(torch.sum(torch.mul(c, c), [1]), 0)
    return torch.sub(cc, torch.mul(torch.matmul(x, torch.t(c)), 2.0))


def squares(self, x: Tensor, scores: Tensor) -> Tensor:
    return torch.clamp_min(torch.add(torch.sum(torch.mul(x, x), [1]), torch.amin(scores, [1])), 0.0)


def assign(self, x: Tensor, c: Tensor, shift: Tensor) -> Tensor:
    return torch.argmin(self.scores(torch.sub(x, shift), torch.sub(c, shift)), 1)


def gather(self, x: Tensor, c: Tensor, shift: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    y = torch.sub(x, shift)
    s = self.scores(y, torch.sub(c, shift))
    k = torch.size(c, 0)
    classes = torch.arange(k, dtype=4, layout=None, device=ops.prim.device(x), pin_memory=False)
    members = torch.to(torch.eq(torch.unsqueeze(classes, 1), torch.unsqueeze(torch.argmin(s, 1), 0)), 6)
    inertia = torch.sum(torch.to(self.squares(y, s), 7))
    return (torch.matmul(members, y), torch.sum(members, [1]), inertia)


def farthest(self, x: Tensor, c: Tensor, shift: Tensor, count: Tensor) -> Tuple[Tensor, Tensor]:
    y = torch.sub(x, shift)
    d = self.squares(y, self.scores(y, torch.sub(c, shift)), )
    values, rows = torch.topk(d, int(count))
    return (values, rows)


def plus_plus(self, x: Tensor, draws: Tensor) -> Tensor:
    n = torch.size(x, 0)
    y = torch.sub(x, torch.mean(x, [0], True))
    yy = torch.sum(torch.mul(y, y), [1])
    first = torch.to(torch.mul(torch.slice(torch.select(draws, 0, 0), 0, 0, 1, 1), n), 4)
    start = torch.clamp_max(first, n - 1)
    picked = annotate(List[Tensor], [start])
    far = torch.full([1, n], inf, dtype=6, layout=None, device=ops.prim.device(x), pin_memory=False)
    near = torch.index_fill(self.nearer(y, yy, start, far), 1, start, 0.0)
    for j in range(torch.size(draws, 0) - 1):
        total = torch.cumsum(torch.to(torch.squeeze(near, 0), 7), 0)
        aims = torch.mul(torch.select(draws, 0, j + 1), torch.slice(total, 0, n - 1, n, 1))
        tried = torch.clamp_max(torch.searchsorted(total, aims, out_int32=False, right=True), n - 1)
        nearer = self.nearer(y, yy, tried, near)
        best = torch.reshape(torch.argmin(torch.sum(torch.to(nearer, 7), [1])), [1])
        next = torch.index_select(tried, 0, best)
        near = torch.index_fill(torch.index_select(nearer, 0, best), 1, next, 0.0)
        _0 = torch.append(picked, next)
    return torch.index_select(x, 0, torch.cat(picked, 0))


def nearer(self, y: Tensor, yy: Tensor, tried: Tensor, near: Tensor) -> Tensor:
    c = torch.index_select(y, 0, tried)
    cc = torch.unsqueeze(torch.sum(torch.mul(c, c), [1]), 1)
    d = torch.add(torch.sub(torch.unsqueeze(yy, 0), torch.mul(torch.matmul(c, torch.t(y)), 2.0)), cc)
    return torch.minimum(near, torch.clamp_min(d, 0.0))
