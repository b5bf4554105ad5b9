/// The table of one language.
struct Strings: Sendable {
    let language: Language

    init(_ language: Language) { self.language = language }

    /// The text of a phrase, with `{0}`, `{1}`… replaced by `arguments`.
    ///
    /// Arguments that come from a file must have passed through ``SafeText`` before.
    func callAsFunction(_ phrase: Phrase, _ arguments: String...) -> String {
        let template =
            switch language {
            case .english: phrase.english
            case .korean: phrase.korean
            }
        return arguments.isEmpty ? template : Self.fill(template, arguments)
    }

    /// In one pass, so that a `{1}` inside an argument stays what it is.
    static func fill(_ template: String, _ arguments: [String]) -> String {
        var text = ""
        var rest = Substring(template)
        while let open = rest.firstIndex(of: "{") {
            text += rest[..<open]
            rest = rest[open...]
            guard let close = rest.firstIndex(of: "}"),
                let number = Int(rest[rest.index(after: open)..<close]), arguments.indices.contains(number)
            else {
                text.append("{")
                rest = rest.dropFirst()
                continue
            }
            text += arguments[number]
            rest = rest[close...].dropFirst()
        }
        return text + rest
    }

    /// The word for a recorded action, or the action's own name when there is none.
    func action(_ name: String) -> String {
        guard let phrase = Self.actions[name] else { return SafeText.escape(name, limit: SafeText.nameLimit) }
        return self(phrase)
    }

    /// The words for something that was not looked at, or the stable word itself when there are none.
    func unchecked(_ word: String) -> String {
        guard let phrase = Self.unchecked[word] else { return SafeText.escape(word, limit: SafeText.nameLimit) }
        return self(phrase)
    }

    private static let actions: [String: Phrase] = [
        "c2pa.created": .actionCreated, "c2pa.opened": .actionOpened, "c2pa.converted": .actionConverted,
        "c2pa.edited": .actionEdited, "c2pa.cropped": .actionCropped, "c2pa.resized": .actionResized,
        "c2pa.resized.proportional": .actionResized, "c2pa.color_adjustments": .actionColor,
        "c2pa.adjustedColor": .actionColor, "c2pa.filtered": .actionFiltered, "c2pa.drawing": .actionDrawing,
        "c2pa.placed": .actionPlaced, "c2pa.removed": .actionRemoved, "c2pa.deleted": .actionDeleted,
        "c2pa.published": .actionPublished, "c2pa.redacted": .actionRedacted, "c2pa.repackaged": .actionRepackaged,
        "c2pa.transcoded": .actionTranscoded, "c2pa.translated": .actionTranslated,
        "c2pa.orientation": .actionOrientation, "c2pa.watermarked": .actionWatermarked,
        "c2pa.watermarked.bound": .actionWatermarked, "c2pa.watermarked.unbound": .actionWatermarked,
        "c2pa.addedText": .actionText, "c2pa.unknown": .actionUnknown,
    ]

    private static let unchecked: [String: Phrase] = [
        "revocation": .uncheckedRevocation, "watermark": .uncheckedWatermark, "index": .uncheckedIndex,
        "identity": .uncheckedIdentity,
        "trust": .uncheckedTrust, "remote": .uncheckedRemote, "remote_manifest": .uncheckedRemote,
        "time_stamp": .uncheckedTimeStamp, "timestamp": .uncheckedTimeStamp, "metadata": .uncheckedMetadata,
        "ingredients": .uncheckedIngredients,
    ]
}
