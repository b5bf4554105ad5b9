/// Everything the printers for people can say, by key. The words are in one table per language.
///
/// `{0}` and `{1}` in a text stand for what ``Strings`` is given to fill in.
enum Phrase: String, CaseIterable, Sendable {
    // The state of a file, in words.
    case stateTrusted
    case stateUntrusted
    case stateExpired
    case stateUnproven
    case stateChanged
    case stateDamaged
    case stateRevoked
    case stateRemote
    case stateNone
    case stateMetadataOnly
    case stateError

    // What the state means: one or two sentences.
    case sentenceTrustedAI
    case sentenceTrustedAIEdit
    case sentenceTrustedCamera
    case sentenceTrustedOther
    case sentenceUntrusted
    case sentenceExpired
    case sentenceUnproven
    case sentenceChanged
    case sentenceDamaged
    case sentenceRevoked
    case sentenceRemote
    case sentenceNone
    case sentenceMetadataOnly
    case sentenceMetadataTrace

    // Parts of those sentences.
    case aiNamed
    case aiUnnamed
    case listDated
    case listNamed
    case listUnnamed

    // Labels of the lines of a report.
    case labelContent
    case labelSignature
    case labelIssuedBy
    case labelProduct
    case labelSays
    case labelWhen
    case labelNames
    case labelRecordAt
    case labelDisagrees
    case labelNotChecked
    case labelIndex
    case labelSoftBinding
    case labelReason
    case exitCode
    case reasonAt

    // The answers on those lines.
    case contentPass
    /// Bytes that the signer left out of the hash.
    case contentGaps
    case contentFail
    case signaturePass
    case signatureFail
    case answerUnknown
    case answerNotChecked
    case issuerListed
    case issuerUnlisted
    case issuerRevoked
    case issuerUnbound
    case issuerUnchecked
    case issuerNamed
    case issuerMissing
    case issuerUnnamed
    case productListed
    case productUnlisted
    case hintNoTrustList
    case saysAI
    case saysAIEdit
    case saysCamera
    case saysNothing
    case saysThen
    case saysStep
    case saysNotIntact
    case saysUnsignedAI
    case saysUnsignedTrace
    case whenTrusted
    case whenTrustedBy
    case whenUnchecked
    case whenUntrusted
    case whenStated
    case whenUnprovable
    case identityNamed
    case identityNamedAs
    case identityUnnamed
    case identityTrusted
    case identityUnlisted
    case identityUnverified
    case identityInvalid
    case indexUnknown
    case softBindingNear
    case softBindingFar
    case contradictionCaptured
    case contradictionAI
    case uncheckedRevocation
    case uncheckedWatermark
    case uncheckedIndex
    case uncheckedIdentity
    case uncheckedTrust
    case uncheckedRemote
    case uncheckedTimeStamp
    case uncheckedMetadata
    case uncheckedIngredients

    // The tree of manifests.
    case treeActive
    case treeUpdate
    case treeCompressed
    case treeNone
    case treeTitle
    case treeGenerator
    case treeFormat
    case treeInstance
    case treeAlgorithm
    case treeActions
    case treeAssertions
    case treeIngredients
    case treeFindings
    case treeUntitled
    case treeNoManifest
    case treeAbsent
    case treeDrawn
    case treeBelow
    case treeOther
    case treeBeside
    case treeNothing
    case treeMore
    case signalDeclared
    case signalTrace
    case listingCreated
    case listingGathered
    case listingUndeclared
    case relationParent
    case relationComponent
    case relationInput
    case severitySuccess
    case severityInformational
    case severityFailure

    // Recorded actions.
    case actionCreated
    case actionOpened
    case actionConverted
    case actionEdited
    case actionCropped
    case actionResized
    case actionColor
    case actionFiltered
    case actionDrawing
    case actionPlaced
    case actionRemoved
    case actionDeleted
    case actionPublished
    case actionRedacted
    case actionRepackaged
    case actionTranscoded
    case actionTranslated
    case actionOrientation
    case actionWatermarked
    case actionText
    case actionUnknown

    // What `compare` says.
    case compareIdentical
    case compareNone
    case compareKept
    case compareBroken
    case compareExtended
    case compareReplaced
    case compareLost
    case compareAdded
    case compareFieldsSame
}
