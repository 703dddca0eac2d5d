def add(self, to: List[Tensor], more: List[Tensor]) -> List[Tensor]:
    """Sums on the device of the first tensors, without waiting for the second."""
    out: List[Tensor] = []
    for i in range(len(to)):
        out.append(to[i] + more[i].to(to[i].device, to[i].dtype, non_blocking=True))
    return out


def add_in_place(self, to: List[Tensor], more: List[Tensor]) -> Tensor:
    """Adds to the first tensors, without new ones."""
    for i in range(len(to)):
        to[i].add_(more[i])
    return torch.zeros([1])


def assign(self, to: List[Tensor], source: List[Tensor]) -> Tensor:
    """Writes values into tensors."""
    for i in range(len(to)):
        to[i].copy_(source[i], True)
    return torch.zeros([1])


def advance(self, like: Tensor, times: Tensor) -> Tensor:
    """Draws from the generator of a device."""
    s = torch.zeros([1], device=like.device)
    for i in range(int(times)):
        s = s + torch.empty([4194304], dtype=6, device=like.device).uniform_().sum()
    return s
