// swift-tools-version: 6.1
import PackageDescription

/// The fuzz targets are a package of their own, so that nobody else builds them: `Tests/Fuzz/run.sh` does.
///
/// The library product brings in all modules below it; they are imported one by one.
let package = Package(
    name: "fuzz",
    dependencies: [.package(name: "signet", path: "../..")],
    targets: [
        .executableTarget(
            name: "Fuzz", dependencies: [.product(name: "Provenance", package: "signet")],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("InternalImportsByDefault"),
            ])
    ]
)
