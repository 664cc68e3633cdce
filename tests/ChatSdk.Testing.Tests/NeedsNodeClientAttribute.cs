using ChatSdk.Tests.Requirements;

namespace ChatSdk.Testing.Tests;

internal sealed class NeedsNodeClientAttribute() : NeedsAttribute("Npm", "Node and the openai client for Node: npm install --prefix tests/openai-node")
{
    public override bool IsMet => IsOnPath("node") && Directory.Exists(Path.Combine(OpenAINodeTests.Folder(), "node_modules", "openai"));
}
