package org.speechbench.datasets.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.ProcessLock;
import org.speechbench.core.Progress;
import org.speechbench.core.TextLines;
import org.speechbench.core.UserError;
import org.speechbench.datasets.download.DownloadSettings;
import org.speechbench.datasets.download.FileDownload;
import org.speechbench.datasets.download.ServerTerms;

/** Downloads configuration and weights of models into the cache of the Hub, where its own tools find them too. */
public final class HubDownload {
    private final HubSettings hub;
    private final HubCache cache;
    private final DownloadSettings settings;
    private final Progress progress;

    public HubDownload(HubSettings hub, DownloadSettings settings, Progress progress) {
        this.hub = hub;
        this.cache = new HubCache(hub.cache());
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * The folder with the files of a model. What the cache has is not downloaded again; what was interrupted is resumed.
     *
     * @throws UserError if the model is not there, is refused, or cannot be downloaded, or if nothing may be downloaded
     *     and the cache does not have it
     */
    public Path get(HubName name) {
        if (hub.offline()) {
            return cache.find(name)
                    .filter(HubCache::hasWeights)
                    .orElseThrow(() -> new UserError(
                            name + " is not, with its weights, in " + cache.folder()
                                    + ", and HF_HUB_OFFLINE forbids a download.",
                            "Unset HF_HUB_OFFLINE."));
        }
        Path repository = cache.repository(name);
        ProcessLock lock = ProcessLock.take(repository.resolve(".speechbench.lock"))
                .orElseThrow(() -> new UserError(
                        "Another process is downloading " + name + " to " + repository + ".",
                        "Wait for its end, or stop it."));
        try {
            return bring(name);
        } finally {
            lock.close();
        }
    }

    private Path bring(HubName name) {
        FileDownload download =
                new FileDownload(settings, new ServerTerms(hub.headers(), status -> cure(name, status)), progress);
        HubListing listing = listing(name, download);
        List<HubListing.Blob> needed = listing.needed(name);
        Path snapshot = cache.snapshot(name, listing.commit());
        for (HubListing.Blob blob : needed) {
            Path content = cache.repository(name).resolve("blobs").resolve(blob.key());
            download.get(
                    hub.at(name.repository() + "/resolve/" + listing.commit() + "/" + blob.name()),
                    content,
                    blob.bytes(),
                    blob.checksum());
            link(snapshot, blob.name(), content);
        }
        if (!name.isCommit()) {
            AtomicFiles.write(cache.repository(name).resolve("refs").resolve(name.revision()), listing.commit());
        }
        return snapshot;
    }

    private HubListing listing(HubName name, FileDownload download) {
        Path answer = cache.repository(name).resolve(".speechbench.listing");
        try {
            Files.deleteIfExists(answer);
            download.get(
                    hub.at("api/models/" + name.repository() + "/revision/" + name.revision() + "?blobs=true"),
                    answer,
                    0,
                    null);
            return HubListing.parse(name, TextLines.text(answer));
        } catch (IOException e) {
            throw UserError.unwritable(answer, e);
        } finally {
            remove(answer);
        }
    }

    /** Links relatively, as the Hub's tools do, or copies where links cannot be made. */
    private static void link(Path snapshot, String name, Path content) {
        Path file = snapshot.resolve(name);
        if (Files.exists(file)) {
            return;
        }
        try {
            AtomicFiles.createFolder(file);
            Files.deleteIfExists(file);
            try {
                Files.createSymbolicLink(file, snapshot.relativize(content));
            } catch (IOException | UnsupportedOperationException e) {
                Files.copy(content, file);
            }
        } catch (IOException e) {
            throw UserError.unwritable(file, e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw UserError.unwritable(file, e);
        }
    }

    private String cure(HubName name, int status) {
        return switch (status) {
            case 401,
                    403 -> "The model may be private, or its terms must be accepted on its page; then set HF_TOKEN to a"
                    + " token that may read it, or log in with the Hub's own tools.";
            case 404, 410 -> "See " + hub.at(name.repository()) + " for its name and revisions.";
            default -> "See what a browser says of " + hub.at(name.repository()) + ".";
        };
    }
}
