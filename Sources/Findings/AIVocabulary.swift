/// The words by which records and metadata fields say that AI made or changed an image.
public enum AIVocabulary {
    /// IPTC and C2PA digital source types that mean that AI made the image or part of it.
    ///
    /// `algorithmicMedia` is not among them: it is for images made by a formula, without training data.
    public static let sourceTypes: Set<String> = [
        "trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "compositeSynthetic",
        "trainedAlgorithmicData",
    ]

    /// Those of ``sourceTypes`` that speak of a part of the image only.
    public static let partialSourceTypes: Set<String> = ["compositeWithTrainedAlgorithmicMedia", "compositeSynthetic"]

    /// Names of generators as they write themselves into fields that name a program or device, in lower case.
    ///
    /// Bare words that are also something else (flux, firefly, imagen, gemini, leonardo) are only listed with what makes
    /// them unmistakable.
    private static let generators = [
        "adobe firefly", "aphrodite ai", "automatic1111", "bing image creator", "black forest labs", "chatgpt",
        "comfyui", "dall-e", "dall·e", "dalle", "draw things", "dreamstudio", "easy diffusion", "flux.1", "flux.2",
        "fooocus",
        "google ai", "google gemini", "google imagen", "gpt-4o", "gpt-image", "ideogram", "invokeai", "leonardo.ai",
        "luma ai",
        "midjourney", "nightcafe", "novelai", "openai", "reve.com", "runwayml", "sd.next", "stability ai",
        "stable diffusion", "swarmui",
    ]

    /// Whether a generator's name stands in `text`, which is in lower case, as a word of its own.
    public static func namesGenerator(_ text: String) -> Bool {
        generators.contains { name in
            text.ranges(of: name).contains { range in
                let before = range.lowerBound == text.startIndex ? nil : text[text.index(before: range.lowerBound)]
                let after = range.upperBound == text.endIndex ? nil : text[range.upperBound]
                return !(before?.isLetter ?? false) && !(after?.isLetter ?? false)
            }
        }
    }
}
