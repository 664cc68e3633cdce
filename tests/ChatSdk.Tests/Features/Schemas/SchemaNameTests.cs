namespace ChatSdk.Tests.Schemas;

/// <summary>Tests schema names, which may contain only certain characters.</summary>
[TestFixture]
public sealed class SchemaNameTests
{
    [TestCase(typeof(string), "String")]
    [TestCase(typeof(int[]), "Int32_Array")]
    [TestCase(typeof(List<Version>), "List_Version")]
    [TestCase(typeof(Dictionary<string, List<int>>), "Dictionary_String_List_Int32")]
    public void Type_has_a_valid_schema_name(Type type, string name)
    {
        SchemaName.Of(type).Should().Be(name);
        SchemaName.Check(name, nameof(name)).Should().Be(name);
    }

    [Test]
    public void Long_name_is_truncated() => SchemaName.Of(typeof(Dictionary<Dictionary<string, string>, Dictionary<Dictionary<string, string>, string>>)).Should().HaveLength(64);
}
