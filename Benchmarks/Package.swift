// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A package of its own, so that nobody who builds signet builds this.
let package = Package(
    name: "signet-benchmarks",
    dependencies: [.package(name: "signet", path: "..")],
    targets: [
        .executableTarget(
            name: "Bench", dependencies: [.product(name: "Provenance", package: "signet")], swiftSettings: settings),
        .executableTarget(
            name: "AnchorBench", dependencies: [.product(name: "ImageIndex", package: "signet")],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "IndexBench", dependencies: [.product(name: "ImageIndex", package: "signet")], swiftSettings: settings
        ),
    ]
)
