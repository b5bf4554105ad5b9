// What `verify` prints for each of the samples, word for word.
// swift-format-ignore-file

extension TextReportTests {
    static let english = [
        "trustedAI": #"""
            picture.png   ● CREDENTIALS INTACT, ISSUER ON A TRUST LIST
              content     unchanged since it was signed
              signature   sound: it matches the record
              issued by   Example Studio (on the list of 2025-11-01)
              says        made with AI — img-1, then converted (stated in step 1 of 2)
              when        2025-12-31T23:00:00Z (trusted time-stamp by Example TSA)
              not checked revocation of the certificate, watermarks
              The file's signed record says it was made with AI (img-1). The record is intact and its issuer is on the list of 2025-11-01.     exit 0

            """#,
        "trustedCamera": #"""
            picture.png   ● CREDENTIALS INTACT, ISSUER ON A TRUST LIST
              content     unchanged since it was signed
              signature   sound: it matches the record
              issued by   Example Studio (on the list of 2025-11-01)
              says        taken with a camera
              when        2025-12-31T23:00:00Z (trusted time-stamp by Example TSA)
              The record says a camera made it. It does not show that the scene or caption is true.     exit 0

            """#,
        "trustedOther": #"""
            picture.png   ● CREDENTIALS INTACT, ISSUER ON A TRUST LIST
              content     unchanged since it was signed
              signature   sound: it matches the record
              issued by   Example Studio (on the list of 2025-11-01)
              says        nothing about AI
              when        2025-12-31T23:00:00Z (trusted time-stamp by Example TSA)
              The file's signed record is intact and its issuer is on the list of 2025-11-01. It does not show that the scene or caption is true.     exit 0

            """#,
        "untrusted": #"""
            picture.png   ○ CREDENTIALS PRESENT, ISSUER NOT CONFIRMED
              content     unchanged since it was signed
              signature   sound: it matches the record
              issued by   Example Studio (name as written in the certificate; not on the list of 2025-11-01)
              says        made with AI — img-1, then converted (stated in step 1 of 2)
              when        2025-12-31T12:00:00Z (the signer's own statement); not provable: no trusted time-stamp
              Intact, but we cannot confirm who issued it. Anyone can write any name.     exit 11

            """#,
        "expired": #"""
            picture.png   ◔ CREDENTIALS PRESENT, SIGNER'S CERTIFICATE OUT OF DATE
              content     unchanged since it was signed
              signature   sound: it matches the record
              issued by   Example Studio (name as written in the certificate; not on the list of 2025-11-01)
              says        made with AI — img-1, then converted (stated in step 1 of 2)
              when        not provable: no trusted time-stamp
              Intact; the certificate is out of date and no time-stamp proves when it was signed. Not a sign of tampering.     exit 12

            """#,
        "unproven": #"""
            picture.png   ◔ CREDENTIALS PRESENT, TIME OF SIGNING NOT PROVABLE
              content     unchanged since it was signed
              signature   sound: it matches the record
              issued by   Example Studio (on the list of 2025-11-01)
              says        made with AI — img-1, then converted (stated in step 1 of 2)
              when        not provable: no trusted time-stamp
              Intact; nothing proves that it was signed while the certificate was in date. Not a sign of tampering.     exit 12

            """#,
        "changed": #"""
            picture.png   ▲ CHANGED AFTER SIGNING
              content     changed after it was signed
              signature   sound: it matches the record
              issued by   Example Studio (on the list of 2025-11-01)
              says        made with AI — img-1, then converted (stated in step 1 of 2) (in a record that is not intact)
              when        2025-12-31T23:00:00Z (trusted time-stamp by Example TSA)
              The picture was changed after the record was signed. The change may be harmless (re-saving, resizing).     exit 13

            """#,
        "damaged": #"""
            picture.png   ■ CREDENTIALS DAMAGED
              content     not known
              signature   does not match the record, or the record is damaged
              issued by   Example Studio (name as written in the certificate; the signature does not vouch for it)
              says        not known
              when        2025-12-31T23:00:00Z (trusted time-stamp by Example TSA)
              The record is damaged or its signature does not match, so nothing it says can be relied on. This says nothing about the picture itself.     exit 14

            """#,
        "revoked": #"""
            picture.png   ✕ CREDENTIALS PRESENT, ISSUER'S CERTIFICATE REVOKED
              content     unchanged since it was signed
              signature   sound: it matches the record
              issued by   Example Studio (name as written in the certificate, which has been revoked)
              says        made with AI — img-1, then converted (stated in step 1 of 2)
              when        2025-12-31T23:00:00Z (trusted time-stamp by Example TSA)
              The issuer's certificate has been revoked. Ask the issuer before relying on this record. This says nothing about the picture itself.     exit 15

            """#,
        "remote": #"""
            picture.png   → ONLY A LINK TO CREDENTIALS ELSEWHERE
              record at   https://example.com/m.c2pa
              not checked the record kept elsewhere
              The file only points to a record kept elsewhere, which was not fetched. Nothing was checked.     exit 16

            """#,
        "none": #"""
            picture.png   – NO CREDENTIALS FOUND
              not checked watermarks
              No record found. Most files have none, and platforms often remove it. This says nothing about real or AI.     exit 10

            """#,
        "metadataOnly": #"""
            picture.png   – NO CREDENTIALS, AN UNSIGNED FIELD POINTS TO AI
              says        an unsigned field says AI: Iptc4xmpExt:DigitalSourceType
              not checked watermarks
              An unsigned field says AI. Anyone can add or remove it.     exit 10

            """#,
        "metadataTrace": #"""
            picture.png   – NO CREDENTIALS, AN UNSIGNED FIELD POINTS TO AI
              says        an unsigned field is typical of an AI generator: parameters
              not checked watermarks
              An unsigned field is typical of an AI generator, without saying so. Anyone can add or remove it.     exit 10

            """#,
        "failure": #"""
            broken.png   × COULD NOT BE CHECKED
              reason      a chunk is longer than the file, at byte 33 [png.chunk.truncated]
              exit 65

            """#,
    ]
}
