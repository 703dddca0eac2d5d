def wanted_states(self, targets: List[Tensor], mask: Tensor) -> List[Tensor]:
    """
    What a teacher gives, of which its states (B, T, W) come first, to what is predicted: the states of each layer, or their
    mean. Of two passes of the teacher, predictions of masked frames (B, T) are compared with the one that sees these frames,
    and those of other frames with the one that does not.
    """
    wanted = targets[0:LAYERS]
    if BOTH_MASKED:
        n = min(mask.size(1), wanted[0].size(1))
        hidden = mask.narrow(1, 0, n).unsqueeze(2)
        for l in range(LAYERS):
            wanted[l] = torch.where(hidden, targets[l].narrow(1, 0, n), targets[LAYERS + l].narrow(1, 0, n))
    if MEAN_OF_TARGETS:
        return [torch.stack(wanted).mean([0])]
    return wanted


def frames_repeated(self, x: Tensor, times: int) -> Tensor:
    """(B, T, W) to (B, T * times, W)."""
    if times == 1:
        return x
    return x.unsqueeze(2).expand([-1, -1, times, -1]).reshape([x.size(0), -1, x.size(2)])


def frames_matched(self, p: Tensor, t: Tensor) -> Tuple[Tensor, Tensor]:
    """Predictions (B, T', W) and states (B, T, W) to as many frames of each."""
    if SPANNED > 1:
        n = t.size(1) // SPANNED
        t = t.narrow(1, 0, n * SPANNED).reshape([t.size(0), n, SPANNED, t.size(2)]).mean([2])
    p = self.frames_repeated(p, PREDICTION_REPEATED)
    t = self.frames_repeated(t, TARGET_REPEATED)
    n = min(p.size(1), t.size(1))
    return p.narrow(1, 0, n), t.narrow(1, 0, n)


def state_losses(self, predictions: List[Tensor], wanted: List[Tensor], j: int) -> List[Tensor]:
    """Predictions and states to the losses of one target."""
    losses: List[Tensor] = []
    if len(wanted) == 0:
        return losses
    p, t = self.frames_matched(predictions[len(predictions) - len(wanted) + j].float(), wanted[j])
    if L_ONE:
        losses.append((p - t).abs().mean())
    if MSE:
        losses.append((p - t).square().mean())
    if COSINE:
        losses.append(-torch.log_sigmoid(torch.cosine_similarity(p, t, 2, 1.0e-8)).mean())
    return losses
