def log_mel(self, x: Tensor, window: Tensor, mel: Tensor) -> Tensor:
    f = torch.unfold(x, 1, 400, 160)
    c = torch.sub(f, torch.mean(f, [2], True))
    before = torch.cat([torch.slice(c, 2, 0, 1, 1), torch.slice(c, 2, 0, 399, 1)], 2)
    e = torch.mul(torch.sub(c, torch.mul(before, 0.97)), window)
    z = torch.view_as_real(torch.fft_rfft(e, 512, -1, None))
    power = torch.sum(torch.mul(z, z), [3])
    return torch.log(torch.clamp_min(torch.matmul(power, mel), 1.1920928955078125e-07))


def mfcc(self, x: Tensor, window: Tensor, mel: Tensor, cosines: Tensor) -> Tensor:
    return torch.matmul(self.log_mel(x, window, mel), cosines)


def ramp(self, x: Tensor) -> Tensor:
    return torch.arange(torch.size(x, 1), dtype=4, layout=None, device=ops.prim.device(x), pin_memory=False)


def padding(self, x: Tensor, lengths: Tensor) -> Tensor:
    t = torch.unsqueeze(self.ramp(x), 0)
    return torch.unsqueeze(torch.ge(t, torch.unsqueeze(lengths, 1)), 2)


def hold_last(self, x: Tensor, lengths: Tensor) -> Tensor:
    b = torch.size(x, 0)
    f = torch.size(x, 1)
    d = torch.size(x, 2)
    t = torch.unsqueeze(self.ramp(x), 0)
    start = torch.unsqueeze(torch.mul(self.ramp(torch.unsqueeze(lengths, 0)), f), 1)
    last = torch.sub(torch.unsqueeze(lengths, 1), 1)
    rows = torch.reshape(torch.add(torch.minimum(t, last), start), [-1])
    return torch.reshape(torch.index_select(torch.reshape(x, [-1, d]), 0, rows), [b, f, d])


def deltas(self, x: Tensor, lengths: Tensor) -> Tensor:
    y = self.hold_last(x, lengths)
    n = torch.size(y, 1)
    first = torch.slice(y, 1, 0, 1, 1)
    last = torch.slice(y, 1, n - 1, n, 1)
    p = torch.cat([first, first, y, last, last], 1)
    far = torch.sub(torch.slice(p, 1, 4, n + 4, 1), torch.slice(p, 1, 0, n, 1))
    near = torch.sub(torch.slice(p, 1, 3, n + 3, 1), torch.slice(p, 1, 1, n + 1, 1))
    return torch.div(torch.add(near, torch.mul(far, 2.0)), 10.0)


def with_deltas(self, x: Tensor, lengths: Tensor) -> Tensor:
    d = self.deltas(x, lengths)
    return torch.cat([x, d, self.deltas(d, lengths)], 2)


def centred(self, x: Tensor, lengths: Tensor) -> Tensor:
    y = torch.masked_fill(torch.to(x, 7), self.padding(x, lengths), 0.0)
    n = torch.unsqueeze(torch.unsqueeze(torch.to(lengths, 7), 1), 2)
    mean = torch.div(torch.sum(y, [1], True), n)
    return torch.masked_fill(torch.sub(y, mean), self.padding(x, lengths), 0.0)


def centre(self, x: Tensor, lengths: Tensor) -> Tensor:
    return torch.to(self.centred(x, lengths), 6)


def cmvn(self, x: Tensor, lengths: Tensor) -> Tensor:
    c = self.centred(x, lengths)
    n = torch.unsqueeze(torch.unsqueeze(torch.to(lengths, 7), 1), 2)
    var = torch.div(torch.sum(torch.mul(c, c), [1], True), torch.clamp_min(torch.sub(n, 1.0), 1.0))
    return torch.to(torch.div(c, torch.add(torch.sqrt(var), 1.0e-10)), 6)
