def add(self, to: List[Tensor], more: List[Tensor]) -> List[Tensor]:
    """Sums as new tensors."""
    out: List[Tensor] = []
    for i in range(len(to)):
        out.append(to[i] + more[i])
    return out


def add_in_place(self, to: List[Tensor], more: List[Tensor]) -> Tensor:
    """Adds to the first tensors, without new ones."""
    for i in range(len(to)):
        to[i].add_(more[i])
    return torch.zeros([1])


def add_joined(self, values: List[Tensor], like: List[Tensor]) -> List[Tensor]:
    """The sum of joined values of several devices, on the device of the first, in the shapes of other tensors."""
    total = values[0]
    for i in range(1, len(values)):
        total.add_(values[i].to(total.device, total.dtype, non_blocking=True))
    return self.parted(total, like)


def assign_joined(self, to: List[Tensor], values: Tensor) -> Tensor:
    """Writes joined values of any device into tensors."""
    source = self.parted(values.to(to[0].device, values.dtype, non_blocking=True), to)
    for i in range(len(to)):
        to[i].copy_(source[i])
    return torch.zeros([1])


def assign(self, to: Tensor, source: Tensor) -> Tensor:
    """Writes a value into a tensor."""
    to.copy_(source, True)
    return torch.zeros([1])


def advance(self, like: Tensor, times: Tensor) -> Tensor:
    """Draws from the generator of a device."""
    s = torch.zeros([1], device=like.device)
    for i in range(int(times)):
        s = s + torch.empty([4194304], dtype=6, device=like.device).uniform_().sum()
    return s
