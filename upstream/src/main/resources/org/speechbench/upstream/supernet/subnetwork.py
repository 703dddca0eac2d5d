def leading(self, x: Tensor, axis: int, slot: int, sizes: List[int]) -> Tensor:
    """x with as many leading values along an axis as a slot of the sizes says; with all of them if there is no slot."""
    if slot < 0:
        return x
    if x.size(axis) == sizes[slot]:
        return x
    in_blocks = IN_BLOCKS
    if in_blocks[slot] > 0 and sizes[0] < EMBED:
        if axis == 0:
            x = x.reshape([-1, EMBED] + x.size()[1:]).narrow(1, 0, sizes[0]).flatten(0, 1)
        else:
            x = x.reshape([x.size(0), -1, EMBED]).narrow(2, 0, sizes[0]).flatten(1, 2)
    return x.narrow(axis, 0, sizes[slot])


def subnetwork(self, w: List[Tensor], sizes: Tensor) -> List[Tensor]:
    """The weights of the network with the sizes; the gain is empty where its direction is the normalised weight itself."""
    each: List[int] = []
    for i in range(sizes.size(0)):
        each.append(int(sizes[i]))
    rows = ROWS
    columns = COLUMNS
    out: List[Tensor] = []
    for i in range(len(w)):
        x = w[i]
        if i == DIRECTION and each[0] < EMBED:
            x = self.normalized_weight(w[GAIN], x)
        if i == GAIN and each[0] < EMBED:
            x = torch.zeros([0], device=x.device)
        out.append(self.leading(self.leading(x, 1, columns[i], each), 0, rows[i], each))
    return out
