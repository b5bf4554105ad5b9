// swift-tools-version: 6.1
import PackageDescription

/// Settings every Swift target shares: Swift 6 mode (from the tools version) and the stricter import and existential rules.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
    name: "signet",
    products: [
        .executable(name: "signet", targets: ["signet"]),
        // With the rooms whose types stand in the public signatures of Provenance.
        .library(name: "Provenance", targets: ["Bytes", "Cryptography", "Digests", "Findings", "Provenance"]),
        // With what looks images up as the program does.
        .library(
            name: "ImageIndex", targets: ["Bytes", "Findings", "Fingerprints", "ImageIndex", "Pixels", "Workflows"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // The floor: bytes and results.
        .target(name: "Bytes", swiftSettings: settings),
        .target(name: "Digests", dependencies: ["Bytes", "COpenSSL"], swiftSettings: settings),
        .target(name: "AuditLog", dependencies: ["Bytes", "Digests"], swiftSettings: settings),
        .target(name: "Findings", dependencies: ["Bytes"], swiftSettings: settings),

        // System libraries and the only C written here.
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(name: "CExif", pkgConfig: "libexif", providers: [.apt(["libexif-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CBrotli", pkgConfig: "libbrotlidec", providers: [.apt(["libbrotli-dev"])]),
        .systemLibrary(name: "CJPEG", pkgConfig: "libjpeg", providers: [.apt(["libjpeg-dev"])]),
        .systemLibrary(name: "CWebP", pkgConfig: "libwebp", providers: [.apt(["libwebp-dev"])]),
        .systemLibrary(name: "CGIF", pkgConfig: "libgif", providers: [.apt(["libgif-dev"])]),
        .target(name: "CShims", dependencies: ["COpenSSL", "CPNG", "CExif"]),
        // Also includes the headers of libtiff and libheif, which are loaded when they are needed.
        .target(name: "CCodecs", dependencies: ["CGIF", "CJPEG", "CPNG", "CWebP"]),
        .target(name: "CKernels"),

        // The provenance wing.
        .target(name: "Network", dependencies: ["Bytes", "CShims"], swiftSettings: settings),
        .target(name: "ImageFormats", dependencies: ["Bytes", "CZlib"], swiftSettings: settings),
        .target(name: "Boxes", dependencies: ["Bytes", "CBrotli"], swiftSettings: settings),
        .target(
            name: "Cryptography", dependencies: ["Bytes", "COpenSSL", "CShims", "Digests"], swiftSettings: settings),
        .target(
            name: "ContentCredentials", dependencies: ["Boxes", "Bytes", "Cryptography", "Digests", "Findings"],
            swiftSettings: settings),
        .target(
            name: "ImageMetadata", dependencies: ["Bytes", "CExif", "CPNG", "CShims", "Findings", "ImageFormats"],
            swiftSettings: settings),
        .target(
            name: "Provenance",
            dependencies: [
                "Boxes", "Bytes", "ContentCredentials", "Cryptography", "Digests", "Findings", "ImageFormats",
                "ImageMetadata", "Network",
            ], swiftSettings: settings),

        // The index wing.
        .target(name: "Pixels", dependencies: ["Bytes", "CCodecs"], swiftSettings: settings),
        .target(name: "Fingerprints", dependencies: ["CKernels", "Pixels"], swiftSettings: settings),
        .target(
            name: "ImageIndex",
            dependencies: [
                "AuditLog", "Bytes", "CKernels", "Digests", "Findings", "Fingerprints",
                .product(name: "GRDB", package: "GRDB.swift"),
            ], swiftSettings: settings),

        // The policy wing.
        .target(name: "TextMatching", dependencies: ["Bytes"], swiftSettings: settings),
        .target(
            name: "Policy",
            dependencies: [
                "AuditLog", "Bytes", "Digests", "Findings", "TextMatching", .product(name: "Yams", package: "Yams"),
            ], swiftSettings: settings),

        // The hall.
        .target(
            name: "Workflows",
            dependencies: [
                "AuditLog", "Bytes", "Digests", "Findings", "Fingerprints", "ImageFormats", "ImageIndex", "Network",
                "Pixels",
                "Policy", "Provenance",
            ], swiftSettings: settings),

        // The doors.
        .target(name: "Reports", dependencies: ["Bytes", "Findings", "Policy"], swiftSettings: settings),
        .executableTarget(
            name: "signet",
            dependencies: [
                "Bytes", "Cryptography", "Findings", "ImageIndex", "Policy", "Provenance", "Reports", "Workflows",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: settings),

        // Tests.
        .target(
            name: "TestSupport", dependencies: ["Bytes", "Cryptography", "Digests", "Pixels"], path: "Tests/Support",
            exclude: ["Servers"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "DigestsTests", dependencies: ["AuditLog", "Bytes", "Digests", "TestSupport"],
            swiftSettings: settings),
        .testTarget(name: "PixelsTests", dependencies: ["Bytes", "Pixels", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "FingerprintsTests", dependencies: ["Bytes", "Fingerprints", "Pixels", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "ImageIndexTests",
            dependencies: [
                "Bytes", "Digests", "Findings", "Fingerprints", "ImageIndex", "Pixels", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "TextMatchingTests", dependencies: ["Bytes", "TextMatching", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "PolicyTests",
            dependencies: ["Bytes", "Policy", "TestSupport"],
            swiftSettings: settings),
        .testTarget(name: "BytesTests", dependencies: ["Bytes", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "BoxesTests", dependencies: ["Boxes", "Bytes", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "ContentCredentialsTests",
            dependencies: [
                "Boxes", "Bytes", "ContentCredentials", "Cryptography", "Digests", "Findings", "TestSupport",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "IdentityTests",
            dependencies: [
                "Boxes", "Bytes", "ContentCredentials", "Cryptography", "Digests", "Findings", "Provenance",
                "TestSupport",
            ], swiftSettings: settings),
        .testTarget(
            name: "ImageFormatsTests", dependencies: ["Bytes", "ImageFormats", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "ImageMetadataTests", dependencies: ["Bytes", "Findings", "ImageFormats", "ImageMetadata"],
            swiftSettings: settings),
        .testTarget(
            name: "ProvenanceTests",
            dependencies: [
                "Boxes", "Bytes", "ContentCredentials", "Cryptography", "Digests", "Findings", "ImageFormats",
                "Provenance",
                "TestSupport",
            ], swiftSettings: settings),
        .testTarget(
            name: "ReportsTests", dependencies: ["Bytes", "Findings", "Policy", "Reports", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "NetworkTests",
            dependencies: [
                "Boxes", "Bytes", "ContentCredentials", "Cryptography", "Digests", "Findings", "Network", "Provenance",
                "TestSupport",
                "signet",
            ], swiftSettings: settings),
        .testTarget(
            name: "WorkflowsTests",
            dependencies: [
                "Bytes", "Findings", "Fingerprints", "ImageIndex", "Network", "Pixels", "Policy", "Provenance",
                "TestSupport",
                "Workflows",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "TrustTests",
            dependencies: ["Bytes", "Cryptography", "Digests", "Findings", "Provenance", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "CommandLineTests", dependencies: ["signet"], exclude: ["README.md", "Scripts"],
            swiftSettings: settings),
        .testTarget(
            name: "CryptographyTests", dependencies: ["Bytes", "Cryptography", "Digests", "TestSupport"],
            swiftSettings: settings),
    ]
)
