def joined(self, tensors: List[Tensor]) -> Tensor:
    """The values of all tensors one after another."""
    values: List[Tensor] = []
    for x in tensors:
        values.append(x.reshape([-1]))
    return torch.cat(values)


def parted(self, values: Tensor, like: List[Tensor]) -> List[Tensor]:
    """Joined values as tensors of the shapes of others."""
    out: List[Tensor] = []
    at = 0
    for x in like:
        out.append(values.narrow(0, at, x.numel()).view(x.size()))
        at += x.numel()
    return out
