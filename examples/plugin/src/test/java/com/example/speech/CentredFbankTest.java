package com.example.speech;

import org.speechbench.upstream.UpstreamContractTest;
import org.speechbench.upstream.UpstreamProvider;

class CentredFbankTest extends UpstreamContractTest {
    @Override
    protected UpstreamProvider provider() {
        return new CentredFbankProvider();
    }
}
