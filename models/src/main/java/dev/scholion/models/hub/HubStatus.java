package dev.scholion.models.hub;

/** An answer of the hub that is not what was asked for. */
final class HubStatus {
    private final HubRequests.Answer answer;
    private final HubAccess access;
    private final String what;

    HubStatus(HubRequests.Answer answer, HubAccess access, String what) {
        this.answer = answer;
        this.access = access;
        this.what = what;
    }

    /** Whether the same request may be answered later. */
    boolean mayPass() {
        return answer.status() >= 500 || answer.status() == 429 || answer.status() == 408;
    }

    HubException problem() {
        String why =
                switch (answer.status()) {
                    case 401 ->
                        access.token().isPresent()
                                ? "there is none, or it is not open to the token in HF_TOKEN"
                                : "there is none, or it is private: HF_TOKEN must hold a token that may read it";
                    case 403 ->
                        "it is not open to "
                                + (access.token().isPresent()
                                        ? "the token in HF_TOKEN"
                                        : "everyone, and HF_TOKEN is not set")
                                + "; a gated model must be asked for on its page";
                    case 404 -> "there is none at this revision";
                    case 429 ->
                        "too many requests; try again later" + (access.token().isPresent() ? "" : ", or set HF_TOKEN");
                    default -> "the hub answers with status " + answer.status();
                };
        return new HubException("%s cannot be fetched from %s: %s".formatted(what, access.endpoint(), why));
    }
}
