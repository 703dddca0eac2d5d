def contiguous(self, g: List[Tensor]) -> List[Tensor]:
    out = annotate(List[Tensor], [])
    for i in range(torch.len(g)):
        _0 = torch.append(out, torch.contiguous(g[i]))
    return out


def global_norm(self, g: List[Tensor]) -> Tensor:
    return torch.norm(torch.stack(torch._foreach_norm(g, 2)), 2)


def count(self, n: Tensor, step: Tensor, skipped: Tensor) -> Tensor:
    bad = torch.to(torch.logical_not(torch.isfinite(n)), 6)
    _0 = torch.add_(skipped, bad)
    _1 = torch.add_(step, torch.rsub(bad, 1.))
    return bad


def fused(self, p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], step: Tensor, skipped: Tensor, lr: Tensor, loss_scale: Tensor) -> Tensor:
    gc = self.contiguous(g)
    n = torch.div(self.global_norm(gc), loss_scale)
    bad = self.count(n, step, skipped)
    steps = annotate(List[Tensor], [])
    for i in range(torch.len(p)):
        _0 = torch.append(steps, step)
    none = annotate(List[Tensor], [])
    scale = torch.mul(torch.clamp_min(torch.div(n, CLIP), 1.), loss_scale)
    torch._fused_adamw_(p, gc, m, v, none, steps, lr=float(lr), beta1=BETA1, beta2=BETA2, weight_decay=DECAY, eps=EPSILON, amsgrad=False, maximize=False, grad_scale=scale, found_inf=bad)
    return n


def foreach(self, p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], step: Tensor, skipped: Tensor, lr: Tensor, loss_scale: Tensor) -> Tensor:
    gc = self.contiguous(g)
    n = torch.div(self.global_norm(gc), loss_scale)
    bad = self.count(n, step, skipped)
    if bool(bad):
        done = 0
    else:
        rate = float(lr)
        k = float(step)
        scale = float(torch.mul(torch.clamp_min(torch.div(n, CLIP), 1.), loss_scale))
        torch._foreach_div_(gc, scale)
        torch._foreach_mul_(p, 1. - rate * DECAY)
        torch._foreach_mul_(m, BETA1)
        torch._foreach_add_(m, gc, alpha=1. - BETA1)
        torch._foreach_mul_(v, BETA2)
        torch._foreach_addcmul_(v, gc, gc, 1. - BETA2)
        d = torch._foreach_sqrt(v)
        torch._foreach_div_(d, (1. - BETA2 ** k) ** 0.5)
        torch._foreach_add_(d, EPSILON)
        torch._foreach_addcdiv_(p, m, d, -rate / (1. - BETA1 ** k))
        done = 1
    return n


def separate(self, p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], step: Tensor, skipped: Tensor, lr: Tensor, loss_scale: Tensor) -> Tensor:
    norms = annotate(List[Tensor], [])
    for i in range(torch.len(g)):
        _0 = torch.append(norms, torch.norm(g[i], 2))
    n = torch.div(torch.norm(torch.stack(norms), 2), loss_scale)
    bad = self.count(n, step, skipped)
    if bool(bad):
        done = 0
    else:
        rate = float(lr)
        k = float(step)
        scale = torch.div(torch.clamp_max(torch.div(CLIP, n), 1.), loss_scale)
        for j in range(torch.len(p)):
            gj = torch.mul_(g[j], scale)
            _1 = torch.mul_(p[j], 1. - rate * DECAY)
            _2 = torch.add_(torch.mul_(m[j], BETA1), gj, alpha=1. - BETA1)
            _3 = torch.addcmul_(torch.mul_(v[j], BETA2), gj, gj, value=1. - BETA2)
            d = torch.add_(torch.div_(torch.sqrt(v[j]), (1. - BETA2 ** k) ** 0.5), EPSILON)
            _4 = torch.addcdiv_(p[j], m[j], d, value=-rate / (1. - BETA1 ** k))
        done = 1
    return n


def assign(self, to: List[Tensor], source: List[Tensor]) -> Tensor:
    for i in range(torch.len(to)):
        _0 = torch.copy_(to[i], source[i])
    return torch.zeros([1])
