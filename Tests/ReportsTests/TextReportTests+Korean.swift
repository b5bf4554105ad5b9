// What `verify` prints for each of the samples, word for word.
// swift-format-ignore-file

extension TextReportTests {
    static let korean = [
        "trustedAI": #"""
            picture.png   ● Content Credentials 온전함, 발급자가 신뢰 목록에 있음
              내용          서명된 뒤 바뀌지 않음
              서명          기록과 일치함
              발급자        Example Studio — 신뢰 목록(2025-11-01)에 있음
              기록 내용     AI로 만들어짐 — img-1, 이후 변환 (2단계 중 1단계에 적힘)
              시각          2025-12-31T23:00:00Z(Example TSA의 신뢰할 수 있는 타임스탬프)
              확인하지 않음 인증서 폐기 여부, 워터마크
              서명된 기록에 따르면 이 이미지는 AI(img-1)로 만들어졌습니다. 기록은 손상되지 않았고 발급자는 신뢰 목록(2025-11-01)에 있습니다.     종료 코드 0

            """#,
        "trustedCamera": #"""
            picture.png   ● Content Credentials 온전함, 발급자가 신뢰 목록에 있음
              내용          서명된 뒤 바뀌지 않음
              서명          기록과 일치함
              발급자        Example Studio — 신뢰 목록(2025-11-01)에 있음
              기록 내용     카메라로 촬영됨
              시각          2025-12-31T23:00:00Z(Example TSA의 신뢰할 수 있는 타임스탬프)
              기록에는 카메라로 촬영되었다고 적혀 있습니다. 장면이나 설명이 사실이라는 뜻은 아닙니다.     종료 코드 0

            """#,
        "trustedOther": #"""
            picture.png   ● Content Credentials 온전함, 발급자가 신뢰 목록에 있음
              내용          서명된 뒤 바뀌지 않음
              서명          기록과 일치함
              발급자        Example Studio — 신뢰 목록(2025-11-01)에 있음
              기록 내용     AI에 대한 내용 없음
              시각          2025-12-31T23:00:00Z(Example TSA의 신뢰할 수 있는 타임스탬프)
              서명된 기록은 손상되지 않았고 발급자는 신뢰 목록(2025-11-01)에 있습니다. 장면이나 설명이 사실이라는 뜻은 아닙니다.     종료 코드 0

            """#,
        "untrusted": #"""
            picture.png   ○ Content Credentials 있음, 발급자 확인 안 됨
              내용          서명된 뒤 바뀌지 않음
              서명          기록과 일치함
              발급자        Example Studio(인증서에 적힌 이름) — 신뢰 목록(2025-11-01)에 없음
              기록 내용     AI로 만들어짐 — img-1, 이후 변환 (2단계 중 1단계에 적힘)
              시각          2025-12-31T12:00:00Z(서명자가 스스로 적은 시각); 증명할 수 없음: 신뢰할 수 있는 타임스탬프 없음
              기록은 온전하지만 발급자를 확인할 수 없습니다. 이름은 누구나 적을 수 있습니다.     종료 코드 11

            """#,
        "expired": #"""
            picture.png   ◔ Content Credentials 있음, 서명자 인증서 만료
              내용          서명된 뒤 바뀌지 않음
              서명          기록과 일치함
              발급자        Example Studio(인증서에 적힌 이름) — 신뢰 목록(2025-11-01)에 없음
              기록 내용     AI로 만들어짐 — img-1, 이후 변환 (2단계 중 1단계에 적힘)
              시각          증명할 수 없음: 신뢰할 수 있는 타임스탬프 없음
              기록은 온전하지만 인증서가 만료되었고 서명 시점을 증명할 수 없습니다. 변조되었다는 뜻은 아닙니다.     종료 코드 12

            """#,
        "unproven": #"""
            picture.png   ◔ Content Credentials 있음, 서명 시점 증명 불가
              내용          서명된 뒤 바뀌지 않음
              서명          기록과 일치함
              발급자        Example Studio — 신뢰 목록(2025-11-01)에 있음
              기록 내용     AI로 만들어짐 — img-1, 이후 변환 (2단계 중 1단계에 적힘)
              시각          증명할 수 없음: 신뢰할 수 있는 타임스탬프 없음
              기록은 온전하지만 인증서 유효 기간 안에 서명되었는지 증명할 수 없습니다. 변조되었다는 뜻은 아닙니다.     종료 코드 12

            """#,
        "changed": #"""
            picture.png   ▲ 서명된 뒤 파일이 바뀜
              내용          서명된 뒤 바뀜
              서명          기록과 일치함
              발급자        Example Studio — 신뢰 목록(2025-11-01)에 있음
              기록 내용     AI로 만들어짐 — img-1, 이후 변환 (2단계 중 1단계에 적힘) (온전하지 않은 기록에 적힘)
              시각          2025-12-31T23:00:00Z(Example TSA의 신뢰할 수 있는 타임스탬프)
              서명된 뒤 파일이 바뀌었습니다. 다시 저장하거나 크기를 줄인 정도일 수도 있습니다.     종료 코드 13

            """#,
        "damaged": #"""
            picture.png   ■ Content Credentials 손상됨
              내용          알 수 없음
              서명          기록과 맞지 않거나 기록이 손상됨
              발급자        Example Studio(인증서에 적힌 이름) — 서명으로 확인되지 않음
              기록 내용     알 수 없음
              시각          2025-12-31T23:00:00Z(Example TSA의 신뢰할 수 있는 타임스탬프)
              기록이 손상되었거나 서명이 맞지 않아 기록의 내용에 기댈 수 없습니다. 이미지 자체에 대해서는 아무것도 알 수 없습니다.     종료 코드 14

            """#,
        "revoked": #"""
            picture.png   ✕ Content Credentials 있음, 발급자 인증서 폐기됨
              내용          서명된 뒤 바뀌지 않음
              서명          기록과 일치함
              발급자        Example Studio(인증서에 적힌 이름) — 인증서가 폐기됨
              기록 내용     AI로 만들어짐 — img-1, 이후 변환 (2단계 중 1단계에 적힘)
              시각          2025-12-31T23:00:00Z(Example TSA의 신뢰할 수 있는 타임스탬프)
              발급자의 인증서가 폐기되었습니다. 이 기록에 기대기 전에 발급자에게 확인하십시오. 이미지 자체에 대해서는 아무것도 알 수 없습니다.     종료 코드 15

            """#,
        "remote": #"""
            picture.png   → 외부 Content Credentials 링크만 있음
              기록 위치     https://example.com/m.c2pa
              확인하지 않음 다른 곳에 있는 기록
              파일에는 다른 곳에 있는 기록의 링크만 있으며 그 기록은 가져오지 않았습니다. 확인한 내용이 없습니다.     종료 코드 16

            """#,
        "none": #"""
            picture.png   – Content Credentials 없음
              확인하지 않음 워터마크
              기록이 없습니다. 대부분의 파일에는 기록이 없고 플랫폼이 지우는 경우가 많습니다. 진짜인지 AI인지는 알 수 없습니다.     종료 코드 10

            """#,
        "metadataOnly": #"""
            picture.png   – Content Credentials 없음, 서명되지 않은 항목이 AI를 가리킴
              기록 내용     서명되지 않은 항목에 AI라고 적혀 있음: Iptc4xmpExt:DigitalSourceType
              확인하지 않음 워터마크
              서명되지 않은 항목에 AI라고 적혀 있습니다. 누구나 넣거나 지울 수 있습니다.     종료 코드 10

            """#,
        "metadataTrace": #"""
            picture.png   – Content Credentials 없음, 서명되지 않은 항목이 AI를 가리킴
              기록 내용     서명되지 않은 항목에 AI 생성 도구의 흔적이 있음: parameters
              확인하지 않음 워터마크
              서명되지 않은 항목에 AI 생성 도구의 흔적이 있지만 AI라고 적혀 있지는 않습니다. 누구나 넣거나 지울 수 있습니다.     종료 코드 10

            """#,
        "failure": #"""
            broken.png   × 확인하지 못함
              이유          a chunk is longer than the file(바이트 위치 33) [png.chunk.truncated]
              종료 코드 65

            """#,
    ]
}
