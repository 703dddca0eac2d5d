def on_device(self, x: Tensor, like: Tensor) -> Tensor:
    """x on the device of another tensor. A copy from the host to a GPU does not wait for what is queued there."""
    if like.is_cuda and not x.is_cuda and x.numel() > 0:
        return x.pin_memory().to(like.device, x.dtype, non_blocking=True)
    return x.to(like.device, x.dtype)


def all_on_device(self, tensors: List[Tensor], like: Tensor) -> List[Tensor]:
    """The same for several tensors."""
    there: List[Tensor] = []
    for x in tensors:
        there.append(self.on_device(x, like))
    return there
