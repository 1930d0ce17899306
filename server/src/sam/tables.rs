//! `@tables` and `@tables-indexes`.

use serde_json::{Value, json};

use crate::manifest::{Key, Projection, is_truthy, logical_id};

use super::template::{Builder, Origin};

pub(super) fn add(builder: &mut Builder<'_>) {
    for table in &builder.inventory.tables {
        let mut properties = json!({
            "KeySchema": key_schema(&table.partition_key, &table.sort_key),
            "AttributeDefinitions": attributes(&table.partition_key, &table.sort_key),
            "BillingMode": "PAY_PER_REQUEST",
        });
        if let Some(encrypt) = table.encrypt.as_ref().filter(|e| is_truthy(&e.value)) {
            properties["SSESpecification"] = json!({ "SSEEnabled": true });
            if !encrypt.value.is_boolean() {
                properties["SSESpecification"]["KMSMasterKeyId"] = encrypt.value.clone();
                properties["SSESpecification"]["SSEType"] = json!("KMS");
            }
        }
        let recovery = [&table.pitr, &table.point_in_time_recovery];
        if recovery.into_iter().flatten().any(|recovery| is_truthy(&recovery.value)) {
            properties["PointInTimeRecoverySpecification"] =
                json!({ "PointInTimeRecoveryEnabled": true });
        }
        if let Some(ttl) = table.ttl.as_ref().filter(|ttl| !ttl.name.is_empty()) {
            properties["TimeToLiveSpecification"] =
                json!({ "AttributeName": ttl.name.as_str(), "Enabled": true });
        }
        let value = json!({ "Type": "AWS::DynamoDB::Table", "Properties": properties });
        let id = format!("{}Table", logical_id(&table.name));
        builder.put(id, Origin::at(Some(table.span)), value);
    }
}

pub(super) fn add_indexes(builder: &mut Builder<'_>) {
    for index in &builder.inventory.indexes {
        let id = format!("{}Table", logical_id(&index.table));
        let mut projection = json!({ "ProjectionType": index.projection.name() });
        if let Projection::Include(attributes) = &index.projection {
            projection["NonKeyAttributes"] = Value::Array(attributes.clone());
        }
        let definition = json!({
            "IndexName": index.deployed_name(),
            "KeySchema": key_schema(&index.partition_key, &index.sort_key),
            "Projection": projection,
        });
        let Some(properties) = builder.properties(&id) else { continue };
        let indexes = properties.entry("GlobalSecondaryIndexes").or_insert_with(|| json!([]));
        let mut place = 0;
        if let Some(indexes) = indexes.as_array_mut() {
            place = indexes.len();
            indexes.push(definition);
        }
        let known = properties.get_mut("AttributeDefinitions").and_then(Value::as_array_mut);
        let Some(known) = known else { continue };
        for attribute in attributes(&index.partition_key, &index.sort_key) {
            if !known.iter().any(|k| k["AttributeName"] == attribute["AttributeName"]) {
                known.push(attribute);
            }
        }
        builder.part(&id, Some(index.span), format!("/Properties/GlobalSecondaryIndexes/{place}"));
    }
}

fn key_schema(partition: &Option<Key>, sort: &Option<Key>) -> Vec<Value> {
    [(partition, "HASH"), (sort, "RANGE")]
        .into_iter()
        .filter_map(|(key, role)| {
            let key = key.as_ref()?;
            Some(json!({ "AttributeName": key.name.as_str(), "KeyType": role }))
        })
        .collect()
}

fn attributes(partition: &Option<Key>, sort: &Option<Key>) -> Vec<Value> {
    let keys = [partition, sort].into_iter().flatten();
    keys.map(|key| json!({ "AttributeName": key.name.as_str(), "AttributeType": key.kind.code() }))
        .collect()
}
