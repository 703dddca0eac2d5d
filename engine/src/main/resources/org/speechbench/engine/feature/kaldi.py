def log_mel(self, x: Tensor, window: Tensor, mel: Tensor) -> Tensor:
    """Samples (B, N), on the host or the device, to log-mel values (B, F, W)."""
    f = self.on_device(x, window).unfold(1, 400, 160)
    c = f - f.mean([2], True)
    before = torch.cat([torch.slice(c, 2, 0, 1, 1), torch.slice(c, 2, 0, 399, 1)], 2)
    e = (c - before * 0.97) * window
    z = torch.view_as_real(torch.fft_rfft(e, 512, -1, None))
    power = (z * z).sum([3])
    return torch.log(torch.clamp_min(power @ mel, 1.1920928955078125e-07))


def mfcc(self, x: Tensor, window: Tensor, mel: Tensor, cosines: Tensor) -> Tensor:
    """Samples (B, N) to cepstra (B, F, C)."""
    return self.log_mel(x, window, mel) @ cosines


def ramp(self, x: Tensor) -> Tensor:
    """0, 1, ... for the frames of (B, F, W)."""
    return torch.arange(x.size(1), dtype=4, device=x.device)


def padding(self, x: Tensor, lengths: Tensor) -> Tensor:
    """(B, F, 1): which frames of (B, F, W) lie beyond their row's length (B)."""
    return (self.ramp(x).unsqueeze(0) >= lengths.unsqueeze(1)).unsqueeze(2)


def hold_last(self, x: Tensor, lengths: Tensor) -> Tensor:
    """(B, F, W) with each row's last frame repeated beyond its length."""
    b, f, d = x.size()
    t = self.ramp(x).unsqueeze(0)
    start = (self.ramp(lengths.unsqueeze(0)) * f).unsqueeze(1)
    last = lengths.unsqueeze(1) - 1
    rows = (torch.minimum(t, last) + start).reshape([-1])
    return x.reshape([-1, d]).index_select(0, rows).reshape([b, f, d])


def deltas(self, x: Tensor, lengths: Tensor) -> Tensor:
    """(B, F, W) to slopes over five frames (B, F, W)."""
    y = self.hold_last(x, lengths)
    n = y.size(1)
    first = torch.slice(y, 1, 0, 1, 1)
    last = torch.slice(y, 1, n - 1, n, 1)
    p = torch.cat([first, first, y, last, last], 1)
    far = torch.slice(p, 1, 4, n + 4, 1) - torch.slice(p, 1, 0, n, 1)
    near = torch.slice(p, 1, 3, n + 3, 1) - torch.slice(p, 1, 1, n + 1, 1)
    return (near + far * 2.0) / 10.0


def with_deltas(self, x: Tensor, lengths: Tensor) -> Tensor:
    """(B, F, W) to (B, F, 3 * W): values, slopes, slopes of slopes."""
    d = self.deltas(x, lengths)
    return torch.cat([x, d, self.deltas(d, lengths)], 2)


def centred(self, x: Tensor, lengths: Tensor) -> Tensor:
    """(B, F, W) without each utterance's mean over time, in fp64; 0 beyond its length."""
    y = x.to(7).masked_fill(self.padding(x, lengths), 0.0)
    n = lengths.to(7).unsqueeze(1).unsqueeze(2)
    mean = y.sum([1], True) / n
    return (y - mean).masked_fill(self.padding(x, lengths), 0.0)


def centre(self, x: Tensor, lengths: Tensor) -> Tensor:
    """(B, F, W) without each utterance's mean over time."""
    return self.centred(x, lengths).float()


def cmvn(self, x: Tensor, lengths: Tensor) -> Tensor:
    """(B, F, W) with mean 0 and unbiased variance 1 over each utterance's time."""
    c = self.centred(x, lengths)
    n = lengths.to(7).unsqueeze(1).unsqueeze(2)
    variance = (c * c).sum([1], True) / torch.clamp_min(n - 1.0, 1.0)
    return (c / (torch.sqrt(variance) + 1.0e-10)).float()
