# An image with speechbench for the CPU, from the archive that 'mvn -P release verify' makes (docs/release.md).
# This file was not run by its makers, who have no container runtime.
#
#   docker build -t speechbench .
#   docker run --rm -v "$PWD:/work" speechbench demo --reduced
FROM eclipse-temurin:17-jre
ADD release/target/speechbench-*-linux-x86_64.tar.gz /opt/
RUN mv /opt/speechbench-* /opt/speechbench && ln -s /opt/speechbench/speechbench /usr/local/bin/speechbench
# The engine unpacks its libraries there at the first start, whoever runs it.
ENV DJL_CACHE_DIR=/var/cache/speechbench
RUN mkdir -m 1777 /var/cache/speechbench
WORKDIR /work
ENTRYPOINT ["speechbench"]
