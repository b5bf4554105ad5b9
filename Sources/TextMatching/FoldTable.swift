/// Characters that stand for Latin letters and digits (NFKD, Unicode 14.0.0) or look like them (as in UTS 39).
///
/// Made by scripts/unicode-tables.py. Unicode data: Copyright Unicode, Inc., Unicode License v3.
enum FoldTable {
    /// `c` for compatible, `l` for look-alike, `i` for what looks like l as well as i; the code point in hexadecimal; `=` and what it becomes.
    static let text: StaticString = """
        caa=a cb2=2 cb3=3 lb5=m cb9=1 cba=o cc0=a cc1=a cc2=a cc3=a cc4=a cc5=a cc7=c cc8=e cc9=e cca=e ccb=e ccc=i \
        ccd=i cce=i ccf=i cd1=n cd2=o cd3=o cd4=o cd5=o cd6=o ld7=x ld8=o cd9=u cda=u cdb=u cdc=u cdd=y ce0=a ce1=a \
        ce2=a ce3=a ce4=a ce5=a le6=a ce7=c ce8=e ce9=e cea=e ceb=e cec=i ced=i cee=i cef=i cf1=n cf2=o cf3=o cf4=o \
        cf5=o cf6=o lf8=o cf9=u cfa=u cfb=u cfc=u cfd=y cff=y c100=a c101=a c102=a c103=a c104=a c105=a c106=c c107=c \
        c108=c c109=c c10a=c c10b=c c10c=c c10d=c c10e=d c10f=d l110=d l111=d c112=e c113=e c114=e c115=e c116=e \
        c117=e c118=e c119=e c11a=e c11b=e c11c=g c11d=g c11e=g c11f=g c120=g c121=g c122=g c123=g c124=h c125=h \
        l126=h l127=h c128=i c129=i c12a=i c12b=i c12c=i c12d=i c12e=i c12f=i c130=i l131=i c132=ij c133=ij c134=j \
        c135=j c136=k c137=k c139=l c13a=l c13b=l c13c=l c13d=l c13e=l l13f=l l140=l i141=i i142=i c143=n c144=n \
        c145=n c146=n c147=n c148=n l14b=n c14c=o c14d=o c14e=o c14f=o c150=o c151=o c154=r c155=r c156=r c157=r \
        c158=r c159=r c15a=s c15b=s c15c=s c15d=s c15e=s c15f=s c160=s c161=s c162=t c163=t c164=t c165=t l166=f \
        l167=t c168=u c169=u c16a=u c16b=u c16c=u c16d=u c16e=u c16f=u c170=u c171=u c172=u c173=u c174=w c175=w \
        c176=y c177=y c178=y c179=z c17a=z c17b=z c17c=z c17d=z c17e=z c17f=s l180=b l181=b l182=b l183=g l184=b \
        l185=b l186=o l187=c l188=c l18a=d l18b=d l18c=d l18d=g l18e=e l190=e l191=f l192=f l193=g i196=i l197=i \
        l198=k l199=k l19a=l l19d=n l19e=n l19f=o c1a0=o c1a1=o l1a4=p l1a5=p l1a6=r l1ab=t l1ac=t l1ad=t l1ae=t \
        c1af=u c1b0=u l1b2=v l1b3=y l1b4=y l1b5=z l1b6=z l1bd=s l1c0=l c1c4=dz c1c5=dz c1c6=dz c1c7=lj c1c8=lj \
        c1c9=lj c1ca=nj c1cb=nj c1cc=nj c1cd=a c1ce=a c1cf=i c1d0=i c1d1=o c1d2=o c1d3=u c1d4=u c1d5=u c1d6=u c1d7=u \
        c1d8=u c1d9=u c1da=u c1db=u c1dc=u l1dd=e c1de=a c1df=a c1e0=a c1e1=a l1e3=a l1e4=g l1e5=g c1e6=g c1e7=g \
        c1e8=k c1e9=k c1ea=o c1eb=o c1ec=o c1ed=o c1f0=j c1f1=dz c1f2=dz c1f3=dz c1f4=g c1f5=g c1f8=n c1f9=n c1fa=a \
        c1fb=a l1fd=a l1fe=o l1ff=o c200=a c201=a c202=a c203=a c204=e c205=e c206=e c207=e c208=i c209=i c20a=i \
        c20b=i c20c=o c20d=o c20e=o c20f=o c210=r c211=r c212=r c213=r c214=u c215=u c216=u c217=u c218=s c219=s \
        c21a=t c21b=t c21e=h c21f=h l220=n l221=d l224=z l225=z c226=a c227=a c228=e c229=e c22a=o c22b=o c22c=o \
        c22d=o c22e=o c22f=o c230=o c231=o c232=y c233=y l234=l l235=n l236=t l237=j l23a=a l23b=c l23c=c l23d=l \
        l23e=t l23f=s l240=z l243=b l244=u l246=e l247=e l248=j l249=j l24b=q l24c=r l24d=r l24e=y l24f=y l250=a \
        l251=a l253=b l254=c l255=c l256=d l257=d l258=e l259=e l25a=e l25b=e l25c=e l25d=e l25f=f l260=g l261=g \
        l262=g l263=y l265=h l266=h l267=h l268=i l269=i l26a=i l26b=l l26c=t l26d=l l26f=w l270=w l271=m l272=n \
        l273=n l274=n l275=o l279=r l27a=r l27b=r l27c=r l27d=r l27e=j l27f=r l280=r l281=r l282=s l284=f l287=t \
        l288=t l28b=u l28c=v l28d=m l28e=y l28f=y l290=z l291=z l299=b l29b=g l29c=h l29d=j l29e=k l29f=l l2a0=q \
        l2ae=h l2af=h c2b0=h l2b1=h c2b2=j c2b3=r l2b4=r l2b5=r l2b6=r c2b7=w c2b8=y l2db=i l2e0=y c2e1=l c2e2=s \
        c2e3=x l37a=i l37f=j l386=a l388=e l389=h i38a=i l38c=o l38e=y l390=i l391=a l392=b l395=e l396=z l397=h \
        i399=i l39a=k l39c=m l39d=n l39f=o l3a1=p l3a4=t l3a5=y l3a7=x i3aa=i l3ab=y l3ac=a l3ad=e l3ae=n l3af=i \
        l3b0=u l3b1=a l3b2=b l3b3=y l3b5=e l3b6=z l3b7=n i3b9=i l3ba=k l3bc=m l3bd=v l3bf=o l3c1=p l3c2=c l3c3=o \
        l3c4=t l3c5=u l3c7=x l3c9=w l3ca=i l3cb=u l3cc=o l3cd=u l3ce=w l3d0=b l3d2=y l3d3=y l3d4=y l3dc=f l3dd=f \
        l3f0=k l3f1=p l3f2=c l3f3=j l3f5=e l3f9=c l3fa=m l400=e l401=e l403=r l404=e l405=s i406=i l407=i l408=j \
        l40a=h l40c=k l40d=n l40e=y l410=a l411=b l412=b l413=r l414=a l415=e l416=x l417=e l418=n l419=n l41a=k \
        l41b=l l41c=m l41d=h l41e=o l41f=n l420=p l421=c l422=t l423=y l424=o l425=x l426=u l427=y l429=w l42c=b \
        l42f=r l430=a l431=b l432=b l433=r l434=a l435=e l436=x l437=e l438=n l439=n l43a=k l43b=l l43c=m l43d=h \
        l43e=o l43f=n l440=p l441=c l442=t l443=y l444=o l445=x l446=u l447=y l448=w l449=w l44c=b l44f=r l450=e \
        l451=e l452=h l453=r l454=e l455=s l456=i l457=i l458=j l45a=h l45c=k l45d=n l45e=y l460=w l461=w l473=o \
        l474=v l475=v l476=v l477=v l47c=w l47d=w l48a=n l48b=n l48e=p l48f=p l490=r l491=r l492=f l493=f l494=r \
        l495=r l496=x l497=x l498=e l499=e l49a=k l49b=k l49c=k l49d=k l49e=k l49f=k l4a2=h l4a3=h l4a6=n l4a7=n \
        l4aa=c l4ab=c l4ac=t l4ad=t l4ae=y l4af=y l4b0=y l4b1=y l4b2=x l4b3=x l4b6=y l4b7=y l4b8=y l4b9=y l4bb=h \
        l4bd=e l4bf=e i4c0=i l4c1=x l4c2=x l4c3=k l4c4=k l4c5=l l4c6=l l4c7=h l4c8=h l4c9=h l4ca=h l4cd=m l4ce=m \
        l4cf=i l4d0=a l4d1=a l4d2=a l4d3=a l4d6=e l4d7=e l4dc=x l4dd=x l4de=e l4df=e l4e2=n l4e3=n l4e4=n l4e5=n \
        l4e6=o l4e7=o l4e8=o l4e9=o l4ea=o l4eb=o l4ee=y l4ef=y l4f0=y l4f1=y l4f2=y l4f3=y l4f4=y l4f5=y l4f6=r \
        l4f7=r l4fa=r l4fb=r l4fc=x l4fd=x l4fe=x l4ff=x l500=d l501=d l50c=g l50d=g l512=l l513=l l51b=q l51c=w \
        l51d=w l520=l l521=l l522=h l523=h l524=n l525=n l527=h l528=h l529=h l52e=l l52f=l l54d=u l54f=s l555=o \
        l561=w l563=q l566=q l567=t l569=p l56c=l l570=h l572=n l575=j l578=n l57c=n l57d=u l581=g l584=f l585=o \
        l588=j l5c0=l l5d0=x i5d5=i l5d8=v l5dd=o i5df=i l5e0=j l5e1=o l5e5=y l5e7=p l5e9=v l622=l l623=l l625=l \
        l627=l l647=o l672=l l673=l l6be=o l6c0=o l6c1=o l6c2=o l6d5=o l6ff=o l773=l l774=l l7ca=l l870=l l871=l \
        l872=l l873=l l874=l l875=l l876=l l877=l l878=l l879=l l87a=l l87b=l l87c=l l87d=l l87e=l l87f=l l880=l \
        l881=l l882=l lb20=o lc02=o lc82=o ld02=o ld20=o ld82=o le04=a le20=n le22=u le23=s le2c=w le40=i le4f=o \
        lf5e=r l101d=o l10e7=y l10ff=o l1200=v l1201=u l1203=y l120d=a l1220=w l1228=l l122d=c l1238=x l127b=f \
        l127f=e l1290=s l1297=g l12ad=n l12b8=k l12d0=o l12d2=q l12d5=d l12d8=h l12e8=p l12ea=r l130a=z l130b=j \
        l130c=b l130e=i l1320=m l1355=t l13a0=d l13a1=r l13a2=t l13a5=i l13a9=y l13aa=a l13ab=j l13ac=e l13b3=w \
        l13b7=m l13bb=h l13bd=y l13c0=g l13c2=h l13c3=z l13cf=b l13d2=r l13d4=w l13d5=s l13d9=v l13da=s l13de=l \
        l13df=c l13e2=p l13e6=k l13e7=d l13e9=g l13f3=g l13f4=b l142f=v l143a=v l144c=u l144e=n l1455=c l1458=u \
        l1462=c l146b=q l146d=p l146f=d l1472=b l148d=j l148e=j l14aa=l l14ee=i l1511=s l1515=s l1541=x l1575=p \
        l157c=h l157d=x l1587=r l1589=r l15af=b l15b4=f l15b5=f l15b6=t l15bb=y l15c5=a l15dd=o l15de=d l15e9=a \
        l15ea=d l15eb=d l15ef=w l15f0=m l15f1=z l15f4=e l15f7=b l15f8=b l1609=n l1614=z l161c=g l163a=w l163b=m \
        l163f=e l166d=x l166e=x l16b7=x i16c1=i l16d5=k l16d6=m l176a=o l1d00=a l1d03=b l1d04=c l1d05=d l1d07=e \
        l1d09=i l1d0a=j l1d0b=k l1d0c=l l1d0d=m l1d0e=n l1d0f=o l1d10=o l1d11=o l1d13=o l1d18=p l1d19=r l1d1b=t \
        l1d1c=u l1d20=v l1d21=w l1d22=z l1d26=r c1d2c=a c1d2e=b c1d30=d c1d31=e l1d32=e c1d33=g c1d34=h c1d35=i \
        c1d36=j c1d37=k c1d38=l c1d39=m c1d3a=n c1d3c=o c1d3e=p c1d3f=r c1d40=t c1d41=u c1d42=w c1d43=a l1d44=a \
        l1d45=a c1d47=b c1d48=d c1d49=e l1d4a=e l1d4b=e l1d4c=e c1d4d=g c1d4f=k c1d50=m l1d51=n c1d52=o l1d53=c \
        c1d56=p c1d57=t c1d58=u l1d5a=w c1d5b=v l1d5d=b l1d5e=y l1d61=x c1d62=i c1d63=r c1d64=u c1d65=v l1d66=b \
        l1d67=y l1d68=p l1d6a=x l1d6c=b l1d6d=d l1d6e=f l1d6f=m l1d70=n l1d71=p l1d72=r l1d73=r l1d74=s l1d75=t \
        l1d76=z l1d78=h l1d79=g l1d7c=i l1d7d=p l1d80=b l1d81=d l1d82=f l1d83=g l1d84=k l1d85=l l1d86=m l1d87=n \
        l1d88=p l1d89=r l1d8a=s l1d8c=y l1d8d=x l1d8e=z l1d8f=a l1d90=a l1d91=d l1d92=e l1d93=e l1d94=e l1d95=e \
        l1d96=i l1d97=o l1d99=u c1d9c=c l1d9d=c l1d9f=e c1da0=f l1da1=f l1da2=g l1da3=h l1da4=i l1da5=i l1da6=i \
        l1da8=j l1da9=l l1daa=l l1dab=l l1dac=m l1dad=w l1dae=n l1daf=n l1db0=n l1db1=o l1db3=s l1db5=t l1db8=u \
        l1db9=u l1dba=v c1dbb=z l1dbc=z l1dbd=z c1e00=a c1e01=a c1e02=b c1e03=b c1e04=b c1e05=b c1e06=b c1e07=b \
        c1e08=c c1e09=c c1e0a=d c1e0b=d c1e0c=d c1e0d=d c1e0e=d c1e0f=d c1e10=d c1e11=d c1e12=d c1e13=d c1e14=e \
        c1e15=e c1e16=e c1e17=e c1e18=e c1e19=e c1e1a=e c1e1b=e c1e1c=e c1e1d=e c1e1e=f c1e1f=f c1e20=g c1e21=g \
        c1e22=h c1e23=h c1e24=h c1e25=h c1e26=h c1e27=h c1e28=h c1e29=h c1e2a=h c1e2b=h c1e2c=i c1e2d=i c1e2e=i \
        c1e2f=i c1e30=k c1e31=k c1e32=k c1e33=k c1e34=k c1e35=k c1e36=l c1e37=l c1e38=l c1e39=l c1e3a=l c1e3b=l \
        c1e3c=l c1e3d=l c1e3e=m c1e3f=m c1e40=m c1e41=m c1e42=m c1e43=m c1e44=n c1e45=n c1e46=n c1e47=n c1e48=n \
        c1e49=n c1e4a=n c1e4b=n c1e4c=o c1e4d=o c1e4e=o c1e4f=o c1e50=o c1e51=o c1e52=o c1e53=o c1e54=p c1e55=p \
        c1e56=p c1e57=p c1e58=r c1e59=r c1e5a=r c1e5b=r c1e5c=r c1e5d=r c1e5e=r c1e5f=r c1e60=s c1e61=s c1e62=s \
        c1e63=s c1e64=s c1e65=s c1e66=s c1e67=s c1e68=s c1e69=s c1e6a=t c1e6b=t c1e6c=t c1e6d=t c1e6e=t c1e6f=t \
        c1e70=t c1e71=t c1e72=u c1e73=u c1e74=u c1e75=u c1e76=u c1e77=u c1e78=u c1e79=u c1e7a=u c1e7b=u c1e7c=v \
        c1e7d=v c1e7e=v c1e7f=v c1e80=w c1e81=w c1e82=w c1e83=w c1e84=w c1e85=w c1e86=w c1e87=w c1e88=w c1e89=w \
        c1e8a=x c1e8b=x c1e8c=x c1e8d=x c1e8e=y c1e8f=y c1e90=z c1e91=z c1e92=z c1e93=z c1e94=z c1e95=z c1e96=h \
        c1e97=t c1e98=w c1e99=y l1e9a=a c1e9b=s l1e9c=s l1e9d=f c1ea0=a c1ea1=a c1ea2=a c1ea3=a c1ea4=a c1ea5=a \
        c1ea6=a c1ea7=a c1ea8=a c1ea9=a c1eaa=a c1eab=a c1eac=a c1ead=a c1eae=a c1eaf=a c1eb0=a c1eb1=a c1eb2=a \
        c1eb3=a c1eb4=a c1eb5=a c1eb6=a c1eb7=a c1eb8=e c1eb9=e c1eba=e c1ebb=e c1ebc=e c1ebd=e c1ebe=e c1ebf=e \
        c1ec0=e c1ec1=e c1ec2=e c1ec3=e c1ec4=e c1ec5=e c1ec6=e c1ec7=e c1ec8=i c1ec9=i c1eca=i c1ecb=i c1ecc=o \
        c1ecd=o c1ece=o c1ecf=o c1ed0=o c1ed1=o c1ed2=o c1ed3=o c1ed4=o c1ed5=o c1ed6=o c1ed7=o c1ed8=o c1ed9=o \
        c1eda=o c1edb=o c1edc=o c1edd=o c1ede=o c1edf=o c1ee0=o c1ee1=o c1ee2=o c1ee3=o c1ee4=u c1ee5=u c1ee6=u \
        c1ee7=u c1ee8=u c1ee9=u c1eea=u c1eeb=u c1eec=u c1eed=u c1eee=u c1eef=u c1ef0=u c1ef1=u c1ef2=y c1ef3=y \
        c1ef4=y c1ef5=y c1ef6=y c1ef7=y c1ef8=y c1ef9=y l1efe=y l1eff=y l1f00=a l1f01=a l1f02=a l1f03=a l1f04=a \
        l1f05=a l1f06=a l1f07=a l1f08=a l1f09=a l1f0a=a l1f0b=a l1f0c=a l1f0d=a l1f0e=a l1f0f=a l1f10=e l1f11=e \
        l1f12=e l1f13=e l1f14=e l1f15=e l1f18=e l1f19=e l1f1a=e l1f1b=e l1f1c=e l1f1d=e l1f20=n l1f21=n l1f22=n \
        l1f23=n l1f24=n l1f25=n l1f26=n l1f27=n l1f28=h l1f29=h l1f2a=h l1f2b=h l1f2c=h l1f2d=h l1f2e=h l1f2f=h \
        l1f30=i l1f31=i l1f32=i l1f33=i l1f34=i l1f35=i l1f36=i l1f37=i i1f38=i i1f39=i i1f3a=i i1f3b=i i1f3c=i \
        i1f3d=i i1f3e=i i1f3f=i l1f40=o l1f41=o l1f42=o l1f43=o l1f44=o l1f45=o l1f48=o l1f49=o l1f4a=o l1f4b=o \
        l1f4c=o l1f4d=o l1f50=u l1f51=u l1f52=u l1f53=u l1f54=u l1f55=u l1f56=u l1f57=u l1f59=y l1f5b=y l1f5d=y \
        l1f5f=y l1f60=w l1f61=w l1f62=w l1f63=w l1f64=w l1f65=w l1f66=w l1f67=w l1f70=a l1f71=a l1f72=e l1f73=e \
        l1f74=n l1f75=n l1f76=i l1f77=i l1f78=o l1f79=o l1f7a=u l1f7b=u l1f7c=w l1f7d=w l1f80=a l1f81=a l1f82=a \
        l1f83=a l1f84=a l1f85=a l1f86=a l1f87=a l1f88=a l1f89=a l1f8a=a l1f8b=a l1f8c=a l1f8d=a l1f8e=a l1f8f=a \
        l1f90=n l1f91=n l1f92=n l1f93=n l1f94=n l1f95=n l1f96=n l1f97=n l1f98=h l1f99=h l1f9a=h l1f9b=h l1f9c=h \
        l1f9d=h l1f9e=h l1f9f=h l1fa0=w l1fa1=w l1fa2=w l1fa3=w l1fa4=w l1fa5=w l1fa6=w l1fa7=w l1fb0=a l1fb1=a \
        l1fb2=a l1fb3=a l1fb4=a l1fb6=a l1fb7=a l1fb8=a l1fb9=a l1fba=a l1fbb=a l1fbc=a l1fbe=i l1fc2=n l1fc3=n \
        l1fc4=n l1fc6=n l1fc7=n l1fc8=e l1fc9=e l1fca=h l1fcb=h l1fcc=h l1fd0=i l1fd1=i l1fd2=i l1fd3=i l1fd6=i \
        l1fd7=i i1fd8=i i1fd9=i i1fda=i i1fdb=i l1fe0=u l1fe1=u l1fe2=u l1fe3=u l1fe4=p l1fe5=p l1fe6=u l1fe7=u \
        l1fe8=y l1fe9=y l1fea=y l1feb=y l1fec=p l1ff2=w l1ff3=w l1ff4=w l1ff6=w l1ff7=w l1ff8=o l1ff9=o c2070=0 \
        c2071=i c2074=4 c2075=5 c2076=6 c2077=7 c2078=8 c2079=9 c207f=n c2080=0 c2081=1 c2082=2 c2083=3 c2084=4 \
        c2085=5 c2086=6 c2087=7 c2088=8 c2089=9 c2090=a c2091=e c2092=o c2093=x l2094=e c2095=h c2096=k c2097=l \
        c2098=m c2099=n c209a=p c209b=s c209c=t l20a3=f l20a5=m c20a8=rs l20ad=k l20ae=t l20b2=g l20b3=a l20b4=s \
        l20b5=c c2102=c l2107=e c210a=g c210b=h c210c=h c210d=h c210e=h l210f=h i2110=i i2111=i c2112=l c2113=l \
        c2115=n c2116=no l2118=p c2119=p c211a=q c211b=r c211c=r c211d=r c2120=sm c2121=tel c2122=tm c2124=z c2128=z \
        c212a=k c212b=a c212c=b c212d=c l212e=e c212f=e c2130=e c2131=f c2133=m c2134=o l2135=x c2139=i c213b=fax \
        l213d=y c2145=d c2146=d c2147=e c2148=i c2149=j i2160=i c2161=ii c2162=iii c2163=iv c2164=v c2165=vi \
        c2166=vii c2168=ix c2169=x c216a=xi c216b=xii c216c=l c216d=c c216e=d c216f=m c2170=i c2171=ii c2172=iii \
        c2173=iv c2174=v c2175=vi c2176=vii c2178=ix c2179=x c217a=xi c217b=xii c217c=l c217d=c c217e=d c217f=m \
        l2184=c l2223=l l2228=v l222a=u l22a4=t l22c1=v l22c3=u l22ff=e l2373=i l2374=p l237a=a l23fd=l c2460=1 \
        c2461=2 c2462=3 c2463=4 c2464=5 c2465=6 c2466=7 c2467=8 c2468=9 c2469=10 c246a=11 c246b=12 c246c=13 c246d=14 \
        c246e=15 c246f=16 c2470=17 c2471=18 c2472=19 c2473=20 c249c=a c249d=b c249e=c c249f=d c24a0=e c24a1=f c24a2=g \
        c24a3=h c24a4=i c24a5=j c24a6=k c24a7=l c24a8=m c24a9=n c24aa=o c24ab=p c24ac=q c24ad=r c24ae=s c24af=t \
        c24b0=u c24b1=v c24b2=w c24b3=x c24b4=y c24b5=z c24b6=a c24b7=b c24b8=c c24b9=d c24ba=e c24bb=f c24bc=g \
        c24bd=h c24be=i c24bf=j c24c0=k c24c1=l c24c2=m c24c3=n c24c4=o c24c5=p c24c6=q c24c7=r c24c8=s c24c9=t \
        c24ca=u c24cb=v c24cc=w c24cd=x c24ce=y c24cf=z c24d0=a c24d1=b c24d2=c c24d3=d c24d4=e c24d5=f c24d6=g \
        c24d7=h c24d8=i c24d9=j c24da=k c24db=l c24dc=m c24dd=n c24de=o c24df=p c24e0=q c24e1=r c24e2=s c24e3=t \
        c24e4=u c24e5=v c24e6=w c24e7=x c24e8=y c24e9=z c24ea=0 l2573=x l27d9=t l2801=a l2803=b l2805=k l2807=l \
        l2809=c l280a=i l280b=f l280d=m l280e=s l280f=p l2811=e l2813=h l2815=o l2817=r l2819=d l281a=j l281b=g \
        l281d=n l281e=t l281f=q l2825=u l2827=v l282d=x l2835=z l283a=w l283d=y l292b=x l292c=x l2a2f=x l2c60=l \
        l2c61=l l2c62=l l2c63=p l2c64=r l2c65=a l2c66=t l2c67=h l2c68=h l2c69=k l2c6a=k l2c6b=z l2c6c=z l2c6e=m \
        l2c71=v l2c72=w l2c73=w l2c74=v l2c78=e l2c79=r l2c7a=o c2c7c=j c2c7d=v l2c7e=s l2c7f=z l2c80=a l2c82=b \
        l2c85=r l2c88=e l2c8a=s l2c8c=z l2c8e=h i2c92=i l2c94=k l2c96=l l2c98=m l2c9a=n l2c9e=o l2c9f=o l2ca2=p \
        l2ca3=p l2ca4=c l2ca5=c l2ca6=t l2ca8=y l2cac=x l2cd0=l l2cd8=u l2d38=v l2d39=e i2d4f=i l2d54=o l2d55=q \
        l2d5d=x l3007=o c3250=pte c3251=21 c3252=22 c3253=23 c3254=24 c3255=25 c3256=26 c3257=27 c3258=28 c3259=29 \
        c325a=30 c325b=31 c325c=32 c325d=33 c325e=34 c325f=35 c32b1=36 c32b2=37 c32b3=38 c32b4=39 c32b5=40 c32b6=41 \
        c32b7=42 c32b8=43 c32b9=44 c32ba=45 c32bb=46 c32bc=47 c32bd=48 c32be=49 c32bf=50 c32cc=hg c32cd=erg c32ce=ev \
        c32cf=ltd c3371=hpa c3372=da c3373=au c3374=bar c3375=ov c3376=pc c3377=dm c3378=dm2 c3379=dm3 c337a=iu \
        c3380=pa c3381=na c3383=ma c3384=ka c3385=kb c3386=mb c3387=gb c3388=cal c338a=pf c338b=nf c338e=mg c338f=kg \
        c3390=hz c3391=khz c3392=mhz c3393=ghz c3394=thz c3396=ml c3397=dl c3398=kl c3399=fm c339a=nm c339c=mm \
        c339d=cm c339e=km c339f=mm2 c33a0=cm2 c33a1=m2 c33a2=km2 c33a3=mm3 c33a4=cm3 c33a5=m3 c33a6=km3 c33a9=pa \
        c33aa=kpa c33ab=mpa c33ac=gpa c33ad=rad c33b0=ps c33b1=ns c33b3=ms c33b4=pv c33b5=nv c33b7=mv c33b8=kv \
        c33b9=mv c33ba=pw c33bb=nw c33bd=mw c33be=kw c33bf=mw c33c3=bq c33c4=cc c33c5=cd c33c8=db c33c9=gy c33ca=ha \
        c33cb=hp c33cc=in c33cd=kk c33ce=km c33cf=kt c33d0=lm c33d1=ln c33d2=log c33d3=lx c33d4=mb c33d5=mil \
        c33d6=mol c33d7=ph c33d9=ppm c33da=pr c33db=sr c33dc=sv c33dd=wb c33ff=gal la4d0=b la4d1=p la4d2=d la4d3=d \
        la4d4=t la4d6=g la4d7=k la4d9=j la4da=c la4dc=z la4dd=f la4df=m la4e0=n la4e1=l la4e2=s la4e3=r la4e6=v \
        la4e7=h la4ea=w la4eb=x la4ec=y la4ee=a la4f0=e ia4f2=i la4f3=o la4f4=u la647=i la68a=t la68b=t la69d=b \
        la6df=v la730=f la731=s la73e=c la73f=c la740=k la741=k la742=k la743=k la744=k la745=k la748=l la749=l \
        la74a=o la74b=o la74c=o la74d=o la750=p la751=p la752=p la753=p la754=p la755=p la756=q la757=q la758=q \
        la759=q la75e=v la75f=v la779=d la77a=d la77b=f la77c=f la77d=g la782=r la783=r la784=s la785=s la786=t \
        la787=t la78e=l la790=n la791=n la792=c la793=c la794=c la795=h la796=b la797=b la798=f la799=f la79f=u \
        la7a0=g la7a1=g la7a2=k la7a3=k la7a4=n la7a5=n la7a6=r la7a7=r la7a8=s la7a9=s la7aa=h la7ab=e la7ac=g \
        la7ad=l la7ae=i la7af=q la7b2=j la7b3=x la7b4=b la7b8=u la7b9=u la7c4=c la7c5=s la7c6=z la7c7=d la7c8=d \
        la7c9=s la7ca=s ca7f2=c ca7f3=f ca7f4=q la7f8=h lab32=e lab33=e lab34=e lab35=f lab36=g lab37=l lab38=l \
        lab39=l lab3a=m lab3b=n lab3c=n lab3d=o lab3e=o lab3f=o lab46=r lab47=r lab48=r lab49=r lab4a=r lab4b=r \
        lab4c=r lab4e=u lab52=u lab56=x lab57=x lab58=x lab59=x lab5a=y lab5d=l lab5e=l lab5f=u lab68=r lab69=m \
        lab75=i lab81=r lab83=w lab93=z laba9=v labaa=s labaf=c cfb00=ff cfb01=fi cfb02=fl cfb03=ffi cfb04=ffl \
        cfb05=st cfb06=st lfb21=x lfb26=o lfb2a=v lfb2b=v lfb2c=v lfb2d=v lfb2e=x lfb2f=x lfb30=x lfb35=l lfb38=v \
        lfb40=j lfb41=o lfb47=p lfb49=v lfb4b=l lfba4=o lfba5=o lfba6=o lfba7=o lfba8=o lfba9=o lfbaa=o lfbab=o \
        lfbac=o lfbad=o lfcd9=o lfd3c=l lfd3d=l lfe81=l lfe82=l lfe83=l lfe84=l lfe87=l lfe88=l lfe8d=l lfe8e=l \
        lfee9=o lfeea=o lfeeb=o lfeec=o lfeee=g cff10=0 cff11=1 cff12=2 cff13=3 cff14=4 cff15=5 cff16=6 cff17=7 \
        cff18=8 cff19=9 cff21=a cff22=b cff23=c cff24=d cff25=e cff26=f cff27=g cff28=h iff29=i cff2a=j cff2b=k \
        cff2c=l cff2d=m cff2e=n cff2f=o cff30=p cff31=q cff32=r cff33=s cff34=t cff35=u cff36=v cff37=w cff38=x \
        cff39=y cff3a=z cff41=a cff42=b cff43=c cff44=d cff45=e cff46=f cff47=g cff48=h cff49=i cff4a=j cff4b=k \
        cff4c=l cff4d=m cff4e=n cff4f=o cff50=p cff51=q cff52=r cff53=s cff54=t cff55=u cff56=v cff57=w cff58=x \
        cff59=y cff5a=z lffe8=l l10282=b l10286=e l10287=f l1028a=l l10290=x l10292=o l10295=p l10296=s l10297=t \
        l102a0=a l102a1=b l102a2=c l102a5=f l102ab=o l102b0=m l102b1=t l102b2=y l102b4=x l102cf=h l102f5=z l10301=b \
        l10302=c l10309=l l10311=m l10315=t l10317=x l10320=l l10322=x l10404=o l10415=c l1041b=l l10420=s l1042c=o \
        l1043d=c l10448=s l104b4=r l104c2=o l104ce=u l104ea=o l104f6=u l10513=n l10516=o l10518=k l1051c=c l1051d=v \
        l10525=f l10526=l l10527=x l10783=a l10784=b l10785=b l1078b=d l1078c=d l1078d=d l1078e=e l10792=g l10793=g \
        l10794=g l10795=h l10796=h l10797=h l10798=f l1079b=t l1079d=l l107a0=y l107a2=o c107a5=q l107a6=r l107a8=r \
        l107a9=j l107aa=r l107af=t l107b0=v l107b2=y l107b6=l l11706=v l1170a=w l1170e=w l1170f=w l118a0=v l118a2=f \
        l118a3=l l118a4=y l118a6=e l118a9=z l118ae=e l118b2=l l118b5=o l118b8=u l118bc=t l118c0=v l118c1=s l118c2=f \
        l118c3=i l118c4=z l118c8=o l118d7=o l118d8=u l118dc=y l118ec=x l118ef=w l118f2=c l16f08=v l16f0a=t l16f16=l \
        l16f28=l l16f35=r l16f3a=s l16f40=a l16f42=u l16f43=y l1d20d=v l1d213=f l1d216=r l1d22a=l c1d400=a c1d401=b \
        c1d402=c c1d403=d c1d404=e c1d405=f c1d406=g c1d407=h i1d408=i c1d409=j c1d40a=k c1d40b=l c1d40c=m c1d40d=n \
        c1d40e=o c1d40f=p c1d410=q c1d411=r c1d412=s c1d413=t c1d414=u c1d415=v c1d416=w c1d417=x c1d418=y c1d419=z \
        c1d41a=a c1d41b=b c1d41c=c c1d41d=d c1d41e=e c1d41f=f c1d420=g c1d421=h c1d422=i c1d423=j c1d424=k c1d425=l \
        c1d426=m c1d427=n c1d428=o c1d429=p c1d42a=q c1d42b=r c1d42c=s c1d42d=t c1d42e=u c1d42f=v c1d430=w c1d431=x \
        c1d432=y c1d433=z c1d434=a c1d435=b c1d436=c c1d437=d c1d438=e c1d439=f c1d43a=g c1d43b=h i1d43c=i c1d43d=j \
        c1d43e=k c1d43f=l c1d440=m c1d441=n c1d442=o c1d443=p c1d444=q c1d445=r c1d446=s c1d447=t c1d448=u c1d449=v \
        c1d44a=w c1d44b=x c1d44c=y c1d44d=z c1d44e=a c1d44f=b c1d450=c c1d451=d c1d452=e c1d453=f c1d454=g c1d456=i \
        c1d457=j c1d458=k c1d459=l c1d45a=m c1d45b=n c1d45c=o c1d45d=p c1d45e=q c1d45f=r c1d460=s c1d461=t c1d462=u \
        c1d463=v c1d464=w c1d465=x c1d466=y c1d467=z c1d468=a c1d469=b c1d46a=c c1d46b=d c1d46c=e c1d46d=f c1d46e=g \
        c1d46f=h i1d470=i c1d471=j c1d472=k c1d473=l c1d474=m c1d475=n c1d476=o c1d477=p c1d478=q c1d479=r c1d47a=s \
        c1d47b=t c1d47c=u c1d47d=v c1d47e=w c1d47f=x c1d480=y c1d481=z c1d482=a c1d483=b c1d484=c c1d485=d c1d486=e \
        c1d487=f c1d488=g c1d489=h c1d48a=i c1d48b=j c1d48c=k c1d48d=l c1d48e=m c1d48f=n c1d490=o c1d491=p c1d492=q \
        c1d493=r c1d494=s c1d495=t c1d496=u c1d497=v c1d498=w c1d499=x c1d49a=y c1d49b=z c1d49c=a c1d49e=c c1d49f=d \
        c1d4a2=g c1d4a5=j c1d4a6=k c1d4a9=n c1d4aa=o c1d4ab=p c1d4ac=q c1d4ae=s c1d4af=t c1d4b0=u c1d4b1=v c1d4b2=w \
        c1d4b3=x c1d4b4=y c1d4b5=z c1d4b6=a c1d4b7=b c1d4b8=c c1d4b9=d c1d4bb=f c1d4bd=h c1d4be=i c1d4bf=j c1d4c0=k \
        c1d4c1=l c1d4c2=m c1d4c3=n c1d4c5=p c1d4c6=q c1d4c7=r c1d4c8=s c1d4c9=t c1d4ca=u c1d4cb=v c1d4cc=w c1d4cd=x \
        c1d4ce=y c1d4cf=z c1d4d0=a c1d4d1=b c1d4d2=c c1d4d3=d c1d4d4=e c1d4d5=f c1d4d6=g c1d4d7=h i1d4d8=i c1d4d9=j \
        c1d4da=k c1d4db=l c1d4dc=m c1d4dd=n c1d4de=o c1d4df=p c1d4e0=q c1d4e1=r c1d4e2=s c1d4e3=t c1d4e4=u c1d4e5=v \
        c1d4e6=w c1d4e7=x c1d4e8=y c1d4e9=z c1d4ea=a c1d4eb=b c1d4ec=c c1d4ed=d c1d4ee=e c1d4ef=f c1d4f0=g c1d4f1=h \
        c1d4f2=i c1d4f3=j c1d4f4=k c1d4f5=l c1d4f6=m c1d4f7=n c1d4f8=o c1d4f9=p c1d4fa=q c1d4fb=r c1d4fc=s c1d4fd=t \
        c1d4fe=u c1d4ff=v c1d500=w c1d501=x c1d502=y c1d503=z c1d504=a c1d505=b c1d507=d c1d508=e c1d509=f c1d50a=g \
        c1d50d=j c1d50e=k c1d50f=l c1d510=m c1d511=n c1d512=o c1d513=p c1d514=q c1d516=s c1d517=t c1d518=u c1d519=v \
        c1d51a=w c1d51b=x c1d51c=y c1d51e=a c1d51f=b c1d520=c c1d521=d c1d522=e c1d523=f c1d524=g c1d525=h c1d526=i \
        c1d527=j c1d528=k c1d529=l c1d52a=m c1d52b=n c1d52c=o c1d52d=p c1d52e=q c1d52f=r c1d530=s c1d531=t c1d532=u \
        c1d533=v c1d534=w c1d535=x c1d536=y c1d537=z c1d538=a c1d539=b c1d53b=d c1d53c=e c1d53d=f c1d53e=g i1d540=i \
        c1d541=j c1d542=k c1d543=l c1d544=m c1d546=o c1d54a=s c1d54b=t c1d54c=u c1d54d=v c1d54e=w c1d54f=x c1d550=y \
        c1d552=a c1d553=b c1d554=c c1d555=d c1d556=e c1d557=f c1d558=g c1d559=h c1d55a=i c1d55b=j c1d55c=k c1d55d=l \
        c1d55e=m c1d55f=n c1d560=o c1d561=p c1d562=q c1d563=r c1d564=s c1d565=t c1d566=u c1d567=v c1d568=w c1d569=x \
        c1d56a=y c1d56b=z c1d56c=a c1d56d=b c1d56e=c c1d56f=d c1d570=e c1d571=f c1d572=g c1d573=h i1d574=i c1d575=j \
        c1d576=k c1d577=l c1d578=m c1d579=n c1d57a=o c1d57b=p c1d57c=q c1d57d=r c1d57e=s c1d57f=t c1d580=u c1d581=v \
        c1d582=w c1d583=x c1d584=y c1d585=z c1d586=a c1d587=b c1d588=c c1d589=d c1d58a=e c1d58b=f c1d58c=g c1d58d=h \
        c1d58e=i c1d58f=j c1d590=k c1d591=l c1d592=m c1d593=n c1d594=o c1d595=p c1d596=q c1d597=r c1d598=s c1d599=t \
        c1d59a=u c1d59b=v c1d59c=w c1d59d=x c1d59e=y c1d59f=z c1d5a0=a c1d5a1=b c1d5a2=c c1d5a3=d c1d5a4=e c1d5a5=f \
        c1d5a6=g c1d5a7=h i1d5a8=i c1d5a9=j c1d5aa=k c1d5ab=l c1d5ac=m c1d5ad=n c1d5ae=o c1d5af=p c1d5b0=q c1d5b1=r \
        c1d5b2=s c1d5b3=t c1d5b4=u c1d5b5=v c1d5b6=w c1d5b7=x c1d5b8=y c1d5b9=z c1d5ba=a c1d5bb=b c1d5bc=c c1d5bd=d \
        c1d5be=e c1d5bf=f c1d5c0=g c1d5c1=h c1d5c2=i c1d5c3=j c1d5c4=k c1d5c5=l c1d5c6=m c1d5c7=n c1d5c8=o c1d5c9=p \
        c1d5ca=q c1d5cb=r c1d5cc=s c1d5cd=t c1d5ce=u c1d5cf=v c1d5d0=w c1d5d1=x c1d5d2=y c1d5d3=z c1d5d4=a c1d5d5=b \
        c1d5d6=c c1d5d7=d c1d5d8=e c1d5d9=f c1d5da=g c1d5db=h i1d5dc=i c1d5dd=j c1d5de=k c1d5df=l c1d5e0=m c1d5e1=n \
        c1d5e2=o c1d5e3=p c1d5e4=q c1d5e5=r c1d5e6=s c1d5e7=t c1d5e8=u c1d5e9=v c1d5ea=w c1d5eb=x c1d5ec=y c1d5ed=z \
        c1d5ee=a c1d5ef=b c1d5f0=c c1d5f1=d c1d5f2=e c1d5f3=f c1d5f4=g c1d5f5=h c1d5f6=i c1d5f7=j c1d5f8=k c1d5f9=l \
        c1d5fa=m c1d5fb=n c1d5fc=o c1d5fd=p c1d5fe=q c1d5ff=r c1d600=s c1d601=t c1d602=u c1d603=v c1d604=w c1d605=x \
        c1d606=y c1d607=z c1d608=a c1d609=b c1d60a=c c1d60b=d c1d60c=e c1d60d=f c1d60e=g c1d60f=h i1d610=i c1d611=j \
        c1d612=k c1d613=l c1d614=m c1d615=n c1d616=o c1d617=p c1d618=q c1d619=r c1d61a=s c1d61b=t c1d61c=u c1d61d=v \
        c1d61e=w c1d61f=x c1d620=y c1d621=z c1d622=a c1d623=b c1d624=c c1d625=d c1d626=e c1d627=f c1d628=g c1d629=h \
        c1d62a=i c1d62b=j c1d62c=k c1d62d=l c1d62e=m c1d62f=n c1d630=o c1d631=p c1d632=q c1d633=r c1d634=s c1d635=t \
        c1d636=u c1d637=v c1d638=w c1d639=x c1d63a=y c1d63b=z c1d63c=a c1d63d=b c1d63e=c c1d63f=d c1d640=e c1d641=f \
        c1d642=g c1d643=h i1d644=i c1d645=j c1d646=k c1d647=l c1d648=m c1d649=n c1d64a=o c1d64b=p c1d64c=q c1d64d=r \
        c1d64e=s c1d64f=t c1d650=u c1d651=v c1d652=w c1d653=x c1d654=y c1d655=z c1d656=a c1d657=b c1d658=c c1d659=d \
        c1d65a=e c1d65b=f c1d65c=g c1d65d=h c1d65e=i c1d65f=j c1d660=k c1d661=l c1d662=m c1d663=n c1d664=o c1d665=p \
        c1d666=q c1d667=r c1d668=s c1d669=t c1d66a=u c1d66b=v c1d66c=w c1d66d=x c1d66e=y c1d66f=z c1d670=a c1d671=b \
        c1d672=c c1d673=d c1d674=e c1d675=f c1d676=g c1d677=h i1d678=i c1d679=j c1d67a=k c1d67b=l c1d67c=m c1d67d=n \
        c1d67e=o c1d67f=p c1d680=q c1d681=r c1d682=s c1d683=t c1d684=u c1d685=v c1d686=w c1d687=x c1d688=y c1d689=z \
        c1d68a=a c1d68b=b c1d68c=c c1d68d=d c1d68e=e c1d68f=f c1d690=g c1d691=h c1d692=i c1d693=j c1d694=k c1d695=l \
        c1d696=m c1d697=n c1d698=o c1d699=p c1d69a=q c1d69b=r c1d69c=s c1d69d=t c1d69e=u c1d69f=v c1d6a0=w c1d6a1=x \
        c1d6a2=y c1d6a3=z l1d6a4=i l1d6a5=j l1d6a8=a l1d6a9=b l1d6ac=e l1d6ad=z l1d6ae=h l1d6b0=l l1d6b1=k l1d6b3=m \
        l1d6b4=n l1d6b6=o l1d6b8=p l1d6bb=t l1d6bc=y l1d6be=x l1d6c2=a l1d6c3=b l1d6c4=y l1d6c6=e l1d6c7=z l1d6c8=n \
        l1d6ca=i l1d6cb=k l1d6cd=m l1d6ce=v l1d6d0=o l1d6d2=p l1d6d3=c l1d6d4=o l1d6d5=t l1d6d6=u l1d6d8=x l1d6da=w \
        l1d6dc=e l1d6de=k l1d6e0=p l1d6e2=a l1d6e3=b l1d6e6=e l1d6e7=z l1d6e8=h l1d6ea=l l1d6eb=k l1d6ed=m l1d6ee=n \
        l1d6f0=o l1d6f2=p l1d6f5=t l1d6f6=y l1d6f8=x l1d6fc=a l1d6fd=b l1d6fe=y l1d700=e l1d701=z l1d702=n l1d704=i \
        l1d705=k l1d707=m l1d708=v l1d70a=o l1d70c=p l1d70d=c l1d70e=o l1d70f=t l1d710=u l1d712=x l1d714=w l1d716=e \
        l1d718=k l1d71a=p l1d71c=a l1d71d=b l1d720=e l1d721=z l1d722=h l1d724=l l1d725=k l1d727=m l1d728=n l1d72a=o \
        l1d72c=p l1d72f=t l1d730=y l1d732=x l1d736=a l1d737=b l1d738=y l1d73a=e l1d73b=z l1d73c=n l1d73e=i l1d73f=k \
        l1d741=m l1d742=v l1d744=o l1d746=p l1d747=c l1d748=o l1d749=t l1d74a=u l1d74c=x l1d74e=w l1d750=e l1d752=k \
        l1d754=p l1d756=a l1d757=b l1d75a=e l1d75b=z l1d75c=h l1d75e=l l1d75f=k l1d761=m l1d762=n l1d764=o l1d766=p \
        l1d769=t l1d76a=y l1d76c=x l1d770=a l1d771=b l1d772=y l1d774=e l1d775=z l1d776=n l1d778=i l1d779=k l1d77b=m \
        l1d77c=v l1d77e=o l1d780=p l1d781=c l1d782=o l1d783=t l1d784=u l1d786=x l1d788=w l1d78a=e l1d78c=k l1d78e=p \
        l1d790=a l1d791=b l1d794=e l1d795=z l1d796=h l1d798=l l1d799=k l1d79b=m l1d79c=n l1d79e=o l1d7a0=p l1d7a3=t \
        l1d7a4=y l1d7a6=x l1d7aa=a l1d7ab=b l1d7ac=y l1d7ae=e l1d7af=z l1d7b0=n l1d7b2=i l1d7b3=k l1d7b5=m l1d7b6=v \
        l1d7b8=o l1d7ba=p l1d7bb=c l1d7bc=o l1d7bd=t l1d7be=u l1d7c0=x l1d7c2=w l1d7c4=e l1d7c6=k l1d7c8=p l1d7ca=f \
        l1d7cb=f c1d7ce=0 c1d7cf=1 c1d7d0=2 c1d7d1=3 c1d7d2=4 c1d7d3=5 c1d7d4=6 c1d7d5=7 c1d7d6=8 c1d7d7=9 c1d7d8=0 \
        c1d7d9=1 c1d7da=2 c1d7db=3 c1d7dc=4 c1d7dd=5 c1d7de=6 c1d7df=7 c1d7e0=8 c1d7e1=9 c1d7e2=0 c1d7e3=1 c1d7e4=2 \
        c1d7e5=3 c1d7e6=4 c1d7e7=5 c1d7e8=6 c1d7e9=7 c1d7ea=8 c1d7eb=9 c1d7ec=0 c1d7ed=1 c1d7ee=2 c1d7ef=3 c1d7f0=4 \
        c1d7f1=5 c1d7f2=6 c1d7f3=7 c1d7f4=8 c1d7f5=9 c1d7f6=0 c1d7f7=1 c1d7f8=2 c1d7f9=3 c1d7fa=4 c1d7fb=5 c1d7fc=6 \
        c1d7fd=7 c1d7fe=8 c1d7ff=9 l1df01=g l1df03=k l1df04=l l1df06=y l1df08=r l1df09=t l1df0d=t l1df11=l l1df13=l \
        l1df14=n l1df15=r l1df16=r l1df1a=i l1df1b=o l1df1d=c l1df1e=s l1e8c7=l l1ee00=l l1ee24=o l1ee64=o l1ee80=l \
        l1ee84=o c1f12b=c c1f12c=r c1f12d=cd c1f12e=wz c1f130=a c1f131=b c1f132=c c1f133=d c1f134=e c1f135=f c1f136=g \
        c1f137=h c1f138=i c1f139=j c1f13a=k c1f13b=l c1f13c=m c1f13d=n c1f13e=o c1f13f=p c1f140=q c1f141=r c1f142=s \
        c1f143=t c1f144=u c1f145=v c1f146=w c1f147=x c1f148=y c1f149=z c1f14a=hv c1f14b=mv c1f14c=sd c1f14d=ss \
        c1f14e=ppv c1f14f=wc c1f150=a c1f151=b c1f152=c c1f153=d c1f154=e c1f155=f c1f156=g c1f157=h c1f158=i \
        c1f159=j c1f15a=k c1f15b=l c1f15c=m c1f15d=n c1f15e=o c1f15f=p c1f160=q c1f161=r c1f162=s c1f163=t c1f164=u \
        c1f165=v c1f166=w c1f167=x c1f168=y c1f169=z c1f16a=mc c1f16b=md c1f16c=mr c1f170=a c1f171=b c1f172=c \
        c1f173=d c1f174=e c1f175=f c1f176=g c1f177=h c1f178=i c1f179=j c1f17a=k c1f17b=l c1f17c=m c1f17d=n c1f17e=o \
        c1f17f=p c1f180=q c1f181=r c1f182=s c1f183=t c1f184=u c1f185=v c1f186=w c1f187=x c1f188=y c1f189=z c1f190=dj \
        c1f1e6=a c1f1e7=b c1f1e8=c c1f1e9=d c1f1ea=e c1f1eb=f c1f1ec=g c1f1ed=h c1f1ee=i c1f1ef=j c1f1f0=k c1f1f1=l \
        c1f1f2=m c1f1f3=n c1f1f4=o c1f1f5=p c1f1f6=q c1f1f7=r c1f1f8=s c1f1f9=t c1f1fa=u c1f1fb=v c1f1fc=w c1f1fd=x \
        c1f1fe=y c1f1ff=z l1f74c=c l1f768=t c1fbf0=0 c1fbf1=1 c1fbf2=2 c1fbf3=3 c1fbf4=4 c1fbf5=5 c1fbf6=6 c1fbf7=7 \
        c1fbf8=8 c1fbf9=9
        """
}
