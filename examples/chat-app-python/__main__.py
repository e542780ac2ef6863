"""A chat application: an Azure OpenAI account with a large and a small model.

Passes: the document lists both deployments in swedencentral (Pulumi.dev.yaml) and in eastus2 (the default), both
versions are pinned, and neither model is in preview or replaced.
"""

import pulumi
from pulumi_azure_native import cognitiveservices, resources

region = pulumi.Config().get("region") or "eastus2"

group = resources.ResourceGroup("chat", location=region)

account = cognitiveservices.Account(
    "openai",
    resource_group_name=group.name,
    location=region,
    kind="OpenAI",
    sku={"name": "S0"},
    properties={"custom_sub_domain_name": f"chat-app-python-{pulumi.get_stack()}"},
)

chat = cognitiveservices.Deployment(
    "chat",
    resource_group_name=group.name,
    account_name=account.name,
    deployment_name="chat",
    sku={"name": "GlobalStandard", "capacity": 50},
    properties={
        "model": {"format": "OpenAI", "name": "gpt-4.1", "version": "2025-04-14"},
        "version_upgrade_option": "NoAutoUpgrade",
    },
)

# An account takes one change at a time, so its deployments come one after the other.
titles = cognitiveservices.Deployment(
    "titles",
    resource_group_name=group.name,
    account_name=account.name,
    deployment_name="titles",
    sku={"name": "Standard", "capacity": 20},
    properties={
        "model": {"format": "OpenAI", "name": "gpt-4o-mini", "version": "2024-07-18"},
        "version_upgrade_option": "NoAutoUpgrade",
    },
    opts=pulumi.ResourceOptions(depends_on=[chat]),
)

pulumi.export("endpoint", account.properties.apply(lambda properties: properties.endpoint))
pulumi.export("deploymentNames", [chat.name, titles.name])
