def kept(self, here: Tensor, pieces: List[Tensor]) -> Tensor:
    """States (L, 1, T, D) of one utterance, in pieces along L, to (L, T, D) on the device."""
    return torch.cat(self.all_on_device(pieces, here), 0).squeeze(1)


def padded(self, spans: Tensor, rows: List[Tensor]) -> Tensor:
    """Rows (L, T, D), and the first frame and the number of frames that are seen of each (B, 2), to (L, B, T, D)."""
    layers, t, dim = rows[0].size()
    longest = int(spans.select(1, 1).max())
    out = torch.zeros([layers, len(rows), longest, dim], dtype=rows[0].dtype, device=rows[0].device)
    for b in range(len(rows)):
        first = int(spans[b][0])
        count = int(spans[b][1])
        torch.copy_(out.select(1, b).narrow(1, 0, count), rows[b].narrow(1, first, count))
    return out
