using ChatSdk.Tests.Requirements;

namespace ChatSdk.Tests.Package;

internal sealed class NeedsPackagesAttribute() : NeedsAttribute(
    "Package",
    "the packages: CI=true dotnet pack -c Release -o artifacts/packages, then dotnet run --project tools/ChatSdk.Sbom -- artifacts/packages src, then CHATSDK_PACKAGES=artifacts/packages dotnet test")
{
    public override bool IsMet => IsSet("CHATSDK_PACKAGES");
}
