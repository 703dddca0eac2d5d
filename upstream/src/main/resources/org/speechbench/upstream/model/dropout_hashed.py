def dropout_noise(self, f: Tensor) -> Tensor:
    """The random words from which the masks of a step are computed, for frames (B, T, C)."""
    b, t, c = f.size()
    most = max(b * t * SIZE, b * t * HEADS * t)
    return self.random_words(min(131072, (most + 1) // 2))


def random_words(self, n: int) -> Tensor:
    """n words of 32 random bits."""
    return torch.empty([n], dtype=4).random_().to(3)


def mask(self, x: Tensor, noise: Tensor) -> Tensor:
    """Values of x's shape: 0 where x is dropped, otherwise the scale that keeps the mean."""
    n = x.numel()
    half = max(min(noise.numel(), (n + 1) // 2), 1)
    both = half * 2
    blocks = (n + both - 1) // both
    own = noise[0:half]
    add = self.random_words(blocks)
    multiply = self.random_words(blocks).bitwise_or_(1)
    h = torch.empty_like(own)
    m = torch.empty([blocks * both], dtype=x.dtype)
    for i in range(blocks):
        a = i * both
        torch.add(own, add[i], out=h).mul_(multiply[i])
        h.bitwise_xor_(torch.bitwise_right_shift(h, 16).bitwise_and_(65535))
        m[a:a + half].copy_(torch.bitwise_left_shift(h, 16).ge_(DROP_BELOW))
        m[a + half:a + both].copy_(h.ge_(DROP_BELOW))
        m[a:a + both].mul_(KEPT_SCALE)
    return m[0:n].view(x.size())


def dropped(self, x: Tensor, noise: Tensor, train: bool) -> Tensor:
    """x with dropout."""
    if train:
        return x * self.mask(x, noise)
    return x
